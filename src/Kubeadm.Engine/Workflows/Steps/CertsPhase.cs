using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>All certificates and keys of a control-plane node.</summary>
/// <param name="description">What it does for the workflow, in a line.</param>
public sealed class CertsPhase(string description) : PhaseGroup<IConfiguredNodeContext>(
    PhaseName,
    description,
    [.. CertificateCatalog.All.Select(spec => new CertificatePhase(spec)), new ServiceAccountKeyPhase()])
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "certs";

    /// <inheritdoc/>
    public override async Task RunAsync(IConfiguredNodeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var node = await context.ConfigureAsync(report, cancellationToken);
        report.Info($"[certs] Using certificateDir folder \"{node.Configuration.Cluster.CertificatesDir}\"");
    }
}
