using System.Management.Automation;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Lists the phases of a workflow.</summary>
[Cmdlet(VerbsCommon.Get, "KubeadmPhase")]
[OutputType(typeof(PhaseDescription))]
public sealed class GetKubeadmPhaseCommand : KubeadmCommand
{
    /// <summary>The workflow.</summary>
    [Parameter]
    [ValidateSet(WorkflowName.Init, WorkflowName.Join, WorkflowName.Reset, WorkflowName.UpgradeApply, WorkflowName.UpgradeNode)]
    public string Workflow { get; set; } = WorkflowName.Init;

    /// <summary>Paths of phases to list; wildcards too.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    [SupportsWildcards]
    public string[] Phase { get; set; } = ["*"];

    private protected override void Process()
    {
        foreach (var name in Phase)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = WorkflowCatalog.Describe(Workflow).Where(phase => pattern.IsMatch(phase.Name)).ToList();
            WriteObject(found, enumerateCollection: true);
            if (found.Count == 0)
            {
                WriteError(new ErrorRecord(new ItemNotFoundException($"{Workflow} has no phase \"{name}\". Its phases are: {string.Join(", ", WorkflowCatalog.Describe(Workflow).Select(phase => phase.Name))}"), "PhaseNotFound", ErrorCategory.ObjectNotFound, name));
            }
        }
    }
}
