using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>Checks the machine while the cluster is looked for; for a control plane checks more then, and pulls its images.</summary>
public sealed class PreflightPhase : Phase<JoinContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "preflight";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Check that the node can join, and pull the images of a control plane";

    /// <inheritdoc/>
    public override async Task RunAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info("[preflight] Running pre-flight checks");
        var traces = JoinTraces.OfNode(context, report).ToList();
        var finding = context.GetTargetAsync(report, cancellationToken);
        var checks = new WorkflowChecks(context.Ports.Observed, context.Runtime).ForJoin(context.Configuration);
        var verdicts = await context.Preflight.RunAsync(checks, cancellationToken);
        context.Preflight.Settle(await ExcuseAsync(context, new OwnTraces(traces), verdicts, cancellationToken), report);
        var target = await finding;
        if (context.Configuration.ControlPlane is not { CertificateKey: var key })
        {
            return;
        }

        ControlPlaneRequirements.Check(context.Node, target.Configuration.Cluster, certificatesAreDownloaded: key.Length > 0);
        context.PrefetchKeys(target.Configuration);
        report.Info("[preflight] Running pre-flight checks before initializing the new control plane instance");
        checks = new WorkflowChecks(context.Ports.Observed, context.Runtime).ForControlPlaneJoin(target.Configuration, certificatesAreDownloaded: key.Length > 0);
        verdicts = await context.Preflight.RunAsync(checks, cancellationToken);
        var all = new OwnTraces([.. traces, .. JoinTraces.OfControlPlane(context, target)]);
        context.Preflight.Settle(await all.ExcuseAsync(verdicts, cancellationToken), report);
        await context.Preflight.PullImagesAsync(target.Configuration, context.Runtime, report, cancellationToken);
    }

    /// <summary>Whether an earlier run of this join explains what failed, the cluster tells; if that cannot be found, the checks have failed.</summary>
    private static async Task<IReadOnlyList<PreflightCheck>> ExcuseAsync(
        JoinContext context, OwnTraces traces, IReadOnlyList<PreflightCheck> verdicts, CancellationToken cancellationToken)
    {
        var failed = verdicts.Where(verdict => verdict.Outcome == PreflightOutcome.Failed).ToList();
        if (failed.Count == 0 || (context.Preflight.StopsOnFailure && failed.Exists(verdict => !traces.MayExplain(verdict.Name))))
        {
            return verdicts;
        }

        try
        {
            return await traces.ExcuseAsync(verdicts, cancellationToken);
        }
        catch (KubeadmException)
        {
            return verdicts;
        }
    }
}
