using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.PowerShell;

/// <summary>Finds what a run of a workflow would do.</summary>
/// <param name="Plan">Finds the phases that it would go through.</param>
/// <param name="FindUnchanged">Finds those among them that would change nothing.</param>
internal sealed record WorkflowPreview(
    Func<EngineScope, CancellationToken, Task<WorkflowPlan>> Plan, Func<EngineScope, CancellationToken, Task<IReadOnlySet<string>>> FindUnchanged)
{
    /// <summary>The preview of a workflow.</summary>
    /// <param name="open">The workflow over an engine.</param>
    /// <param name="request">What is asked of it.</param>
    public static WorkflowPreview Of<TRequest, TConfiguration, TContext>(Func<EngineScope, Workflow<TRequest, TConfiguration, TContext>> open, TRequest request)
        where TRequest : WorkflowRequest
        where TContext : IAsyncDisposable
        => new((engine, token) => open(engine).PlanAsync(request, token), (engine, token) => open(engine).FindUnchangedAsync(request, token));
}
