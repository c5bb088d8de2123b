using System.Management.Automation;
using System.Reflection;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Tracing;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.PowerShell.Completers;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell;

/// <summary>What all cmdlets share: the engine runs off the pipeline's thread, Ctrl+C cancels it, its errors become error records.</summary>
public abstract class KubeadmCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<object> _piped = [];
    private RemoteParameters? _remote;
    private RemoteRun? _elsewhere;
    private IReadOnlyCollection<string> _typed = [];
    private bool _disposed;
    private bool _hasRecord;
    private bool _hasWorkedHere;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        _typed = [.. MyInvocation.BoundParameters.Keys];
        if (_remote is not null && _typed.Any(RemoteParameters.Names.Contains))
        {
            _elsewhere = Guard(() => new RemoteRun(this, _typed));
        }
        else
        {
            Begin();
        }
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        if (_elsewhere is null && PipedHostNames is not null)
        {
            // The first object of the pipeline names its machine.
            _elsewhere = Guard(() => _hasWorkedHere ? throw PipedMachines.NoMachine : new RemoteRun(this, _typed));
        }

        if (_elsewhere is null)
        {
            _hasWorkedHere = true;
            Process();
        }
        else if (MyInvocation.ExpectingInput)
        {
            Guard(_elsewhere.SendPiped);
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        if (_elsewhere is null)
        {
            End();
        }
        else
        {
            _elsewhere.End();
        }
    }

    /// <summary>Where the cmdlet runs by PowerShell's remoting. PowerShell asks for them as further parameters of those cmdlets that offer it.</summary>
    private protected RemoteParameters Remote => _remote ??= new();

    /// <summary>The machines that the object of the pipeline names.</summary>
    internal string[]? PipedHostNames => _remote?.HostName;

    /// <summary>What the cmdlet does before the first object of the pipeline.</summary>
    private protected virtual void Begin() => RequireOneWay(MyInvocation.ExpectingInput);

    /// <summary>What it does with each object of the pipeline, or once where nothing is piped.</summary>
    private protected virtual void Process()
    {
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Releases what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _elsewhere?.Dispose();
            _stopping.Dispose();
        }
    }

    /// <summary>Runs a piece of the engine to its end; an error of it ends the cmdlet.</summary>
    internal T RunEngine<T>(Func<EngineScope, CancellationToken, Task<T>> work) => Guard(() => TryEngine(work));

    /// <summary>Runs a piece of the engine to its end; its errors are the caller's.</summary>
    internal T TryEngine<T>(Func<EngineScope, CancellationToken, Task<T>> work)
    {
        using var pump = new PipelinePump();
        var engine = EngineScope.OfThisMachine(pump, _stopping.Token, WantsTrace ? new PortTrace(pump.Debug) : null);
        return pump.Run(this, token => work(engine, token), _stopping);
    }

    /// <summary>Runs a piece of the engine that gives its results one by one; an error of the whole ends the cmdlet.</summary>
    /// <param name="work">Produces the results.</param>
    /// <param name="handle">Receives each on the pipeline's thread, as soon as it is there.</param>
    internal void StreamEngine<T>(Func<EngineScope, CancellationToken, IAsyncEnumerable<T>> work, Action<T> handle) => StreamEngine<T>(
        async (engine, emit, token) =>
        {
            await foreach (var result in work(engine, token))
            {
                emit(result);
            }
        },
        handle);

    /// <summary>Runs a piece of the engine that hands over its results one by one; an error of the whole ends the cmdlet.</summary>
    /// <param name="work">Hands each result to the action that it is given, from any thread.</param>
    /// <param name="handle">Receives each on the pipeline's thread, as soon as it is there.</param>
    internal void StreamEngine<T>(Func<EngineScope, Action<T>, CancellationToken, Task> work, Action<T> handle) => Guard(() =>
    {
        using var pump = new PipelinePump();
        var engine = EngineScope.OfThisMachine(pump, _stopping.Token, WantsTrace ? new PortTrace(pump.Debug) : null);
        return pump.Run(
            this,
            async token =>
            {
                await work(engine, result => pump.Post(_ => handle(result)), token);
                return true;
            },
            _stopping);
    });

    /// <summary>
    /// Asks once whether a workflow may run. With <c>-WhatIf</c> it names each phase that would run instead, but for those that would find
    /// all as wanted, and none may.
    /// </summary>
    /// <param name="target">What the workflow is about to change, for the question.</param>
    /// <param name="action">What it does, for the question.</param>
    /// <param name="isDryRun">Whether nothing is really done, so that there is nothing to ask.</param>
    /// <param name="preview">Finds what would run. Its errors are those of the run itself, and end the cmdlet.</param>
    internal bool ShouldRun(string target, string action, bool isDryRun, WorkflowPreview preview)
    {
        if (!IsWhatIf)
        {
            return isDryRun || ShouldProcess(target, action);
        }

        var planned = RunEngine((engine, token) => preview.Plan(engine.Quietly(), token));
        var unchanged = planned.Phases.Count == 0 ? [] : RunEngine((engine, token) => preview.FindUnchanged(engine with { Observer = SilentObserver.Instance }, token)).ToHashSet();
        foreach (var phase in planned.Phases.Where(phase => !unchanged.Contains(phase.Name)))
        {
            ShouldProcess($"{planned.NodeName}: {phase.Name}", phase.Description);
        }

        return false;
    }

    /// <summary>Runs an action whose errors end the cmdlet, as error records of their own.</summary>
    internal T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception error) when (IsExpected(error))
        {
            ThrowTerminatingError(ErrorRecords.ToRecord(error));
            throw;
        }
    }

    /// <summary>Runs an action whose errors end the cmdlet, as error records of their own.</summary>
    private void Guard(Action work) => Guard(() =>
    {
        work();
        return true;
    });

    /// <summary>Whether a parameter takes objects of the pipeline as they are, and not a property of theirs.</summary>
    internal bool TakesWhole(string parameter) =>
        GetType().GetProperty(parameter)?.GetCustomAttributes<ParameterAttribute>().Any(attribute => attribute.ValueFromPipeline) == true;

    /// <summary>Refuses parameters that are of different ways to call the cmdlet, and none where one is needed; see <see cref="ParameterWays"/>.</summary>
    /// <param name="hasInput">Whether the pipeline may still bring what is missing, or has brought it.</param>
    private protected void RequireOneWay(bool hasInput)
    {
        if (ParameterWays.Of(GetType()).ProblemOf(MyInvocation.MyCommand.Name, MyInvocation.BoundParameters.Keys, hasInput) is { } problem)
        {
            ThrowTerminatingError(ErrorRecords.ToRecord(problem));
        }
    }

    /// <summary>Whether only to tell what would be done: by the cmdlet's switch, else by the caller's preference.</summary>
    private protected bool IsWhatIf => LanguagePrimitives.IsTrue(
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : GetVariableValue("WhatIfPreference"));

    /// <summary>Whether a person may be asked: by the cmdlet's switch, else by the caller's preference.</summary>
    private protected bool MayAsk => MyInvocation.BoundParameters.TryGetValue("Confirm", out var given)
        ? LanguagePrimitives.IsTrue(given)
        : !(LanguagePrimitives.TryConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference"), out var preference) && preference == ConfirmImpact.None);

    /// <summary>What the caller's variables say that the cmdlet's own parameters could say, as those parameters; nothing of what is so by default.</summary>
    internal IEnumerable<(string Name, object Value)> Preferences
    {
        get
        {
            var cmdlet = GetType().GetCustomAttribute<CmdletAttribute>()!;
            if (cmdlet.SupportsShouldProcess)
            {
                if (LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference")))
                {
                    yield return ("WhatIf", true);
                }

                if (LanguagePrimitives.TryConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference"), out var asks) && asks != ConfirmImpact.High)
                {
                    yield return ("Confirm", asks != ConfirmImpact.None && cmdlet.ConfirmImpact >= asks);
                }
            }

            if (PreferenceOf("", "WarningPreference") is { } warns && warns != ActionPreference.Continue)
            {
                yield return ("WarningAction", warns);
            }

            if (PreferenceOf("", "InformationPreference") is { } informs && informs != ActionPreference.SilentlyContinue)
            {
                yield return ("InformationAction", informs);
            }

            if (PreferenceOf("", "VerbosePreference") is not (null or ActionPreference.SilentlyContinue or ActionPreference.Ignore))
            {
                yield return ("Verbose", true);
            }

            if (WantsTrace && !MyInvocation.BoundParameters.ContainsKey("Debug"))
            {
                yield return ("Debug", true);
            }
        }
    }

    /// <summary>Whether warnings are shown: by the cmdlet's parameter, else by the caller's preference.</summary>
    internal bool WantsWarnings => PreferenceOf("WarningAction", "WarningPreference") is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>Whether each exchange with the world is shown: by the cmdlet's switch, else by the caller's preference.</summary>
    private bool WantsTrace => MyInvocation.BoundParameters.TryGetValue("Debug", out var given)
        ? LanguagePrimitives.IsTrue(given)
        : PreferenceOf("", "DebugPreference") is not (null or ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>Whether the first error ends the pipeline: by the cmdlet's parameter, else by the caller's preference.</summary>
    private protected bool StopsAtError => PreferenceOf("ErrorAction", "ErrorActionPreference") == ActionPreference.Stop;

    /// <summary>Whether an error is one that a person can act on, and not a defect of this program.</summary>
    internal static bool IsExpected(Exception error) => ExpectedErrors.Includes(error);

    /// <summary>Keeps what the pipeline brings of the configuration, which is read as one when all of it is there.</summary>
    /// <param name="input">The object, or null where there is none.</param>
    /// <param name="parameter">The parameter that it is bound to.</param>
    private protected void TakeConfiguration(object? input, string parameter)
    {
        // A pipeline of nothing asks for nothing; it must not be taken for a command without a configuration.
        if (input is not null)
        {
            _piped.Add(input);
        }
        else if (MyInvocation.BoundParameters.ContainsKey(parameter))
        {
            return;
        }

        _hasRecord = true;
    }

    /// <summary>What it does after the last object of the pipeline.</summary>
    private protected virtual void End()
    {
        if (_hasRecord)
        {
            RunConfigured();
        }
    }

    /// <summary>Does the work of a cmdlet that takes its configuration from the pipeline too, when all of it is there; not for a pipeline of nothing.</summary>
    private protected virtual void RunConfigured()
    {
    }

    /// <summary>Reads a configuration, in the order given, what the pipeline brought before it.</summary>
    /// <param name="sources">What a parameter for configurations takes; see <see cref="ConfigurationSources"/>.</param>
    /// <param name="literalPaths">Paths whose letters have no meaning of their own.</param>
    internal ConfigurationText? ReadConfiguration(object[]? sources, string[]? literalPaths = null)
    {
        var reader = new ConfigurationSources(Paths, ThisMachine.Files);
        var given = _piped.Concat(sources ?? []).Where(source => !(Paths.AreAsKubeadm && source is ""));
        var files = Guard(() => given.SelectMany(reader.Read).Concat((literalPaths ?? []).Select(reader.ReadLiteral)).ToList());
        return files.Count == 0 ? null : new ConfigurationText(files);
    }

    /// <summary>Names with wildcards expanded; on kubeadm's command line as they are. See <see cref="NamePatterns.Expand"/>.</summary>
    internal IReadOnlyList<string> ExpandNames(string[]? names, Func<IReadOnlyCollection<string>> known, string what) =>
        names is null ? [] : Paths.AreAsKubeadm ? names : Guard(() => NamePatterns.Expand(names, known(), what));

    /// <summary>Paths of phases with wildcards expanded; on kubeadm's command line as they are. See <see cref="NamePatterns.ExpandPhases"/>.</summary>
    internal IReadOnlyList<string> ExpandPhases(string[]? phases, string workflow) =>
        phases is null ? [] : Paths.AreAsKubeadm ? phases : Guard(() => NamePatterns.ExpandPhases(phases, workflow));

    /// <summary>Names of preflight checks with wildcards expanded; see <see cref="ExpandNames"/>.</summary>
    internal IReadOnlyList<string> ExpandChecks(string[]? names) => ExpandNames(names, () => CheckNameCompleter.Known, "preflight checks");

    /// <summary>Reads a file of text, with the limits of what comes from outside.</summary>
    /// <param name="path">An absolute path.</param>
    internal string ReadText(string path) => ConfigurationFiles.ReadText(ThisMachine.Files, path);

    /// <summary>This machine, for what is looked up on the pipeline's thread.</summary>
    private protected INode ThisMachine => EngineScope.OfThisMachine(SilentObserver.Instance, _stopping.Token).Ports.Node;

    /// <summary>What paths mean in this session.</summary>
    private protected FilePaths Paths => new(SessionState);

    /// <summary>The file system's absolute path of a path as typed; see <see cref="FilePaths.Resolve"/>.</summary>
    internal string ResolvePath(string path) => Guard(() => Paths.Resolve(path));

    /// <summary>The files that a path stands for, which may have wildcards; see <see cref="FilePaths.Expand"/>.</summary>
    internal IReadOnlyList<string> ExpandPath(string path) => Guard(() => Paths.Expand(path, ThisMachine.Files.FileExists));

    /// <summary>The absolute path of one that may not have been given.</summary>
    /// <remarks>On kubeadm's command line a flag without text is one that was not given.</remarks>
    internal string? ResolveOptionalPath(string? path) => path is null || (path.Length == 0 && Paths.AreAsKubeadm) ? null : ResolvePath(path);

    /// <summary>
    /// A path that becomes a field of the configuration: its absolute path, but on kubeadm's command line as it is, for kubeadm refuses
    /// fields that are relative.
    /// </summary>
    internal string? ResolveFieldPath(string? path) => string.IsNullOrEmpty(path) || Paths.AreAsKubeadm ? path : ResolvePath(path);

    /// <summary>The absolute path of a file, or an address of the web as it is.</summary>
    internal string? ResolvePathOrAddress(string? text) =>
        string.IsNullOrEmpty(text) || text.Contains("://", StringComparison.Ordinal) ? text : ResolvePath(text);

    private ActionPreference? PreferenceOf(string parameter, string variable) => LanguagePrimitives.TryConvertTo<ActionPreference>(
        MyInvocation.BoundParameters.TryGetValue(parameter, out var given) ? given : GetVariableValue(variable), out var preference) ? preference : null;
}
