using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>The kubeconfigs of this control-plane node. The kubelet makes its own when it has its certificate.</summary>
public sealed class KubeconfigPhase() : ControlPlaneStep("kubeconfig", "Generate the kubeconfig files of the new control plane")
{
    /// <inheritdoc/>
    public override async Task RunAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var target = await context.GetTargetAsync(report, cancellationToken).ConfigureAwait(false);
        report.Info("[kubeconfig] Generating kubeconfig files");
        report.Info($"[kubeconfig] Using kubeconfig folder \"{KubernetesPaths.ConfigurationDirectory}\"");
        foreach (var name in KubeconfigSpecs.NamesForJoin)
        {
            report.Add(await context.Kubeconfigs
                .EnsureAsync(name, target.Configuration, KubernetesPaths.ConfigurationDirectory, cancellationToken)
                .ConfigureAwait(false));
        }
    }
}
