using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Reset;

/// <summary>Checks that whoever runs it may take the node apart.</summary>
public sealed class PreflightPhase : Phase<ResetContext>
{
    /// <inheritdoc/>
    public override string Name => "preflight";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["pre-flight"];

    /// <inheritdoc/>
    public override string Description => "Check that the user may take the node apart";

    /// <inheritdoc/>
    public override async Task RunAsync(ResetContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info("[preflight] Running pre-flight checks");
        var verdicts = await context.Preflight.RunAsync([new PrivilegeCheck(context.Node.System)], cancellationToken);
        context.Preflight.Settle(verdicts, report);
    }
}
