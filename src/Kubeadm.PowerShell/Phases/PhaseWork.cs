using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.PowerShell.Phases;

/// <summary>What is to be done with phases that were asked for, off the pipeline's thread.</summary>
/// <param name="Run">Runs it, and hands over each result as soon as it is there.</param>
internal sealed record PhaseWork(Func<EngineScope, Action<object>, CancellationToken, Task> Run)
{
    /// <summary>Finds what would run; null for work that changes nothing, about which there is nothing to ask.</summary>
    public WorkflowPreview? Preview { get; init; }

    /// <summary>Whether nobody is asked for consent: it is given already, or nothing is really done.</summary>
    public bool HasConsent { get; init; }

    /// <summary>What a person is asked before these phases; null where they are asked about as any others.</summary>
    public PhaseQuestion? Question { get; init; }

    /// <summary>The running of phases of a workflow.</summary>
    /// <param name="open">The workflow over an engine.</param>
    /// <param name="request">What is asked of it.</param>
    public static PhaseWork Of<TRequest, TConfiguration, TContext>(Func<EngineScope, Workflow<TRequest, TConfiguration, TContext>> open, TRequest request)
        where TRequest : WorkflowRequest
        where TContext : IAsyncDisposable
        => new(async (engine, emit, token) =>
        {
            var named = open(engine).NamesOf(request);
            var streamed = new StreamedPhases(engine.Observer, named, emit);
            await open(engine with { Observer = streamed }).RunPhasesAsync(request, token);
        })
        {
            Preview = WorkflowPreview.Of(open, request),
        };
}
