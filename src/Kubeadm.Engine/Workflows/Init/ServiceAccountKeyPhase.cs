using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>The key pair that signs the tokens of service accounts.</summary>
public sealed class ServiceAccountKeyPhase : Phase<InitContext>
{
    /// <inheritdoc/>
    public override string Name => CertificateCatalog.ServiceAccount;

    /// <inheritdoc/>
    public override string Description => "Generate the key pair that signs service account tokens";

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        if (context.UsesExternalCa)
        {
            report.Info("[certs] Using existing sa keys");
            return;
        }

        report.Add(await context.Certificates.EnsureAsync(Name, context.Configuration, cancellationToken).ConfigureAwait(false));
    }
}
