using System.Management.Automation;
using Kubeadm.Engine.History;
using Kubeadm.PowerShell.Completers;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Lists the last runs that changed this node.</summary>
[Cmdlet(VerbsCommon.Get, "KubeHistory")]
[OutputType(typeof(KubeRun))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class GetKubeHistoryCommand : KubeadmCommand, IDynamicParameters
{
    private readonly List<KubeadmException> _problems = [];

    /// <summary>Identifiers of runs; wildcards too.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [SupportsWildcards]
    public string[] RunId { get; set; } = ["*"];

    /// <summary>What was run.</summary>
    [Parameter]
    [ValidateSet(
        WorkflowName.Init, WorkflowName.Join, WorkflowName.Reset, WorkflowName.UpgradeApply, WorkflowName.UpgradeNode, RunName.Renewal, RunName.Restart, RunName.Import)]
    public string[]? Workflow { get; set; }

    /// <summary>Only runs that began later.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>Only runs of such phases; wildcards too.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    [SupportsWildcards]
    public string[]? Phase { get; set; }

    /// <summary>How many runs at most, the newest.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Process()
    {
        foreach (var id in RunId)
        {
            var isId = Pattern(id);
            var (isKnown, runs) = RunEngine((engine, _) => Task.FromResult(Find(new RunHistory(engine.Ports.Node), isId)));
            WriteObject(runs, enumerateCollection: true);
            _problems.ForEach(problem => WriteError(ErrorRecords.ToRecord(problem)));
            _problems.Clear();
            if (!isKnown && !WildcardPattern.ContainsWildcardCharacters(id))
            {
                WriteError(new ErrorRecord(new ItemNotFoundException($"This node keeps no record of a run {id}."), "RunNotFound", ErrorCategory.ObjectNotFound, id));
            }
        }
    }

    /// <summary>Reads no more records than are wanted.</summary>
    private (bool IsKnown, List<KubeRun> Runs) Find(RunHistory history, Predicate<string> isId)
    {
        var isKnown = false;
        var runs = new List<KubeRun>();
        foreach (var (run, problem) in history.Read(id => isId(id) && (isKnown = true)))
        {
            if (problem is not null)
            {
                _problems.Add(problem);
            }
            else if (IsWanted(run!))
            {
                runs.Add(run!);
                if (runs.Count == Last)
                {
                    break;
                }
            }
        }

        return (isKnown, runs);
    }

    private bool IsWanted(KubeRun run) =>
        Workflow?.Contains(run.Workflow, StringComparer.OrdinalIgnoreCase) != false
        && !(run.Begun <= After?.ToUniversalTime())
        && (Phase is null || Array.Exists(Phase, phase => Pattern(phase) is var isPhase && run.Phases.Any(ran => ran.Status != PhaseStatus.Skipped && isPhase(ran.Phase))));

    private static Predicate<string> Pattern(string pattern) => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch;
}
