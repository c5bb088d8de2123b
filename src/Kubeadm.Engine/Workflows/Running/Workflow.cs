using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.History;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>
/// A workflow of kubeadm: its phases, how its configuration is loaded and how its context is opened. What is done with these is the
/// same for every workflow, dry or live, and stands here and in <see cref="WorkflowSession{TContext}"/>.
/// </summary>
/// <typeparam name="TRequest">What a person asks of it.</typeparam>
/// <typeparam name="TConfiguration">Its configuration.</typeparam>
/// <typeparam name="TContext">What its phases share.</typeparam>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
public abstract class Workflow<TRequest, TConfiguration, TContext>(EnginePorts ports, IWorkflowObserver observer)
    where TRequest : WorkflowRequest
    where TContext : IAsyncDisposable
{
    /// <summary>The phase of checks, by the name that it has in every workflow.</summary>
    private const string Checks = "preflight";

    /// <summary>The ways to the world.</summary>
    protected EnginePorts Ports { get; } = ports;

    /// <summary>Receives what happens.</summary>
    protected IWorkflowObserver Observer { get; } = observer;

    /// <summary>The phases, in the order in which they run.</summary>
    protected abstract PhaseTree<TContext> Phases { get; }

    /// <summary>Finds which phases a run of the request would go through. Reads the configuration and what is on the node; changes nothing.</summary>
    /// <exception cref="KubeadmException">A run would be refused before its first phase.</exception>
    public async Task<WorkflowPlan> PlanAsync(TRequest request, CancellationToken cancellationToken)
    {
        var (configuration, phases, _) = await PrepareAsync(request, cancellationToken);
        await using var context = OpenLive(request, configuration);
        Check(context);
        return new WorkflowPlan(NodeNameOf(context), Phases.Plan(context, phases));
    }

    /// <summary>Finds by a rehearsal which phases would change nothing, because all that they see to is as wanted already. Nothing of the rehearsal is kept.</summary>
    /// <returns>Their paths; none where the rehearsal ends with an error and so cannot tell.</returns>
    public async Task<IReadOnlySet<string>> FindUnchangedAsync(TRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return await RehearseAsync(request, async rehearsal =>
            {
                await using var session = await OpenAsync(rehearsal, cancellationToken);
                return (await session.RunAsync(cancellationToken)).Where(result => result.IsAsWanted).Select(result => result.Phase).ToHashSet();
            });
        }
        catch (KubeadmException)
        {
            return new HashSet<string>();
        }
    }

    /// <summary>The paths of the phases that a request names, and of their children.</summary>
    /// <exception cref="KubeadmException"><c>InvalidPhase</c>: there is no such phase.</exception>
    public IReadOnlySet<string> NamesOf(TRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Phases.Select(request.Phases, []);
    }

    /// <summary>Runs the phases that the request names, with their children.</summary>
    /// <returns>A result for each phase that was chosen.</returns>
    /// <exception cref="ConfigurationException">The configuration cannot be used; nothing was changed.</exception>
    /// <exception cref="KubeadmException">
    /// <c>NodeLocked</c>: another run changes the same. <c>JournalNotFound</c>: the changes are to go to a log that is not there. Nothing was changed.
    /// </exception>
    /// <exception cref="WorkflowException">A phase failed; carries the results so far.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<IReadOnlyList<PhaseResult>> RunPhasesAsync(TRequest request, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(request, cancellationToken);
        var results = await session.RunAsync(cancellationToken);
        var named = NamesOf(request);
        return [.. results.Where(result => named.Contains(result.Phase))];
    }

    /// <summary>Loads the configuration, chooses the phases and opens the context of a run.</summary>
    protected async Task<WorkflowSession<TContext>> OpenAsync(TRequest request, CancellationToken cancellationToken)
    {
        var (configuration, phases, isDryRun) = await PrepareAsync(request, cancellationToken);
        var opened = isDryRun ? await OpenRehearsalAsync(request, configuration, cancellationToken) : new OpenedContext<TContext>(OpenLive(request, configuration));
        var session = new WorkflowSession<TContext>(Phases, phases, opened, Observer, Ports.Node.Clock);
        try
        {
            var node = (opened.DryRun?.Ports ?? Ports).Node;
            string[] folders = [.. FoldersOf(opened.Context, phases)];
            session.Hold(node.Lock.Take(AsWords(Phases.Workflow), folders));
            Check(opened.Context);
            session.Record(RunRecording.Begin(node, SubjectOf(request, opened.Context, LockScope.IncludesNode(folders, node.Files.Resolve)), Observer));
            await BeginAsync(opened.Context, phases, cancellationToken);
            return session;
        }
        catch (Exception error)
        {
            session.Fail(error);
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Loads the configuration, complete with defaults.</summary>
    /// <param name="request">What a person asked for.</param>
    /// <param name="phases">The phases that the request alone chooses.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    protected abstract Task<LoadedConfiguration<TConfiguration>> LoadAsync(TRequest request, IReadOnlySet<string> phases, CancellationToken cancellationToken);

    /// <summary>Determines what the configuration adds to the request's choice of phases and of a dry run.</summary>
    protected abstract WorkflowChoices Choose(TRequest request, TConfiguration configuration);

    /// <summary>Opens the context over the real ports.</summary>
    protected abstract TContext OpenLive(TRequest request, TConfiguration configuration);

    /// <summary>Opens the context over the recording ports of a dry run. What else a dry run does differently, it passes in here too.</summary>
    protected abstract Task<OpenedContext<TContext>> OpenRehearsalAsync(TRequest request, TConfiguration configuration, CancellationToken cancellationToken);

    /// <summary>Whether a run would change anything: neither the request nor the configuration wants a dry run.</summary>
    protected bool ChangesAnything(TRequest request, TConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(request);
        return !request.DryRun && !Choose(request, configuration).DryRun;
    }

    /// <summary>The name of the node that the workflow runs on.</summary>
    protected abstract string NodeNameOf(TContext context);

    /// <summary>The version of Kubernetes that the workflow is about, as far as it is known; null where it is not.</summary>
    protected virtual string? VersionOf(TContext context) => null;

    /// <summary>The folders that a run of the phases changes, which no other run may change meanwhile; those of the node unless a workflow says otherwise.</summary>
    protected virtual IEnumerable<string> FoldersOf(TContext context, IReadOnlySet<string> phases) => [];

    /// <summary>Checks what must hold before the first phase, beyond a valid configuration.</summary>
    /// <exception cref="KubeadmException">Something does not hold; nothing was changed.</exception>
    protected virtual void Check(TContext context)
    {
    }

    /// <summary>Starts what the phases will need, and says what a person should know before the first of them.</summary>
    protected virtual Task BeginAsync(TContext context, IReadOnlySet<string> phases, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Whether the configuration, and not the request, leaves out the phase of checks. It is this phase in which kubeadm asks a person, so that
    /// nobody is asked then.
    /// </summary>
    protected bool IsQuestionLeftOut(TRequest request, TConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.SkipPhases.Count == 0 && !Phases.Select([], Choose(request, configuration).SkipPhases).Contains(Checks);
    }

    /// <summary>
    /// Runs a request as a dry run of what the run itself would do, in a folder of its own that goes with it: neither the folder that was
    /// asked for nor the one that the environment names is touched.
    /// </summary>
    /// <param name="request">What a person asked of the workflow.</param>
    /// <param name="run">Runs the request that it is given in its place.</param>
    private protected static async Task<TResult> RehearseAsync<TResult>(TRequest request, Func<TRequest, Task<TResult>> run)
    {
        using var folder = new ScratchFolder("kubeadm-whatif-");
        return await run((TRequest)request.AsRehearsal(Path.Combine(folder.Path, "run")));
    }

    private RunSubject SubjectOf(TRequest request, TContext context, bool changesNode) => new(Phases.Workflow, NodeNameOf(context))
    {
        RequestedPhases = request.Phases,
        FindVersion = () => VersionOf(context),
        ChangesNode = changesNode,
        IsJournaled = request.Journal,
    };

    /// <summary>A workflow's name as kubeadm's command line has it: <c>upgrade apply</c>.</summary>
    private static string AsWords(string workflow) =>
        string.Concat(workflow.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    /// <summary>Names of phases are looked at first, since that costs nothing.</summary>
    private async Task<(TConfiguration Configuration, IReadOnlySet<string> Phases, bool IsDryRun)> PrepareAsync(TRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (configuration, findings) = await LoadAsync(request, Phases.Select(request.Phases, request.SkipPhases), cancellationToken);
        Observer.Warn(findings);
        var choices = Choose(request, configuration);
        return (configuration, Phases.Select(request.Phases, choices.SkipPhases), !ChangesAnything(request, configuration));
    }
}
