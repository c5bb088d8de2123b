using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>Verifies an API server's certificate against a cluster's certificate authorities, and its name.</summary>
/// <remarks>
/// The client library's own check does not look at the name once the authority is a private one, so that any certificate of
/// the cluster, a kubelet's too, would pass for the API server's.
/// </remarks>
/// <param name="authorities">The certificates to trust.</param>
internal sealed class ServerTrust(X509Certificate2Collection authorities)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>The platform's callback.</summary>
    /// <exception cref="UntrustedServerException">It is not trusted.</exception>
    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            throw new UntrustedServerException("the server shows no certificate");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            throw new UntrustedServerException("the certificate is not for the name or address in the kubeconfig");
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        own.ChainPolicy.CustomTrustStore.AddRange(authorities);
        own.ChainPolicy.DisableCertificateDownloads = true;
        if (chain is not null)
        {
            own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        }

        using var leaf = new X509Certificate2(certificate);
        return own.Build(leaf) ? true : throw Explain(leaf, own.ChainStatus);
    }

    private static UntrustedServerException Explain(X509Certificate2 leaf, X509ChainStatus[] problems)
    {
        var ended = new DateTimeOffset(leaf.NotAfter.ToUniversalTime());
        return problems.Any(problem => problem.Status == X509ChainStatusFlags.NotTimeValid) && ended < TimeProvider.System.GetUtcNow()
            ? new UntrustedServerException(string.Create(CultureInfo.InvariantCulture, $"the certificate ended on {ended.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"), ended)
            : new UntrustedServerException($"the certificate fails the check against the cluster's certificate authority: {string.Join(", ", problems.Select(problem => problem.StatusInformation.Trim()).Distinct())}");
    }
}
