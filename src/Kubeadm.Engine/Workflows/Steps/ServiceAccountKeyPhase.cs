using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>The key pair that signs the tokens of service accounts.</summary>
public sealed class ServiceAccountKeyPhase : Phase<IConfiguredNodeContext>
{
    /// <inheritdoc/>
    public override string Name => CertificateCatalog.ServiceAccount;

    /// <inheritdoc/>
    public override string Description => "Generate the key pair that signs service account tokens";

    /// <inheritdoc/>
    public override async Task RunAsync(IConfiguredNodeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var node = await context.ConfigureAsync(report, cancellationToken);
        report.Add(await node.EnsureCertificateAsync(Name, cancellationToken));
    }
}
