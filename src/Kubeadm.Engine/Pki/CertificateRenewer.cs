using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Pki;

/// <summary>Replaces certificates and their keys by new ones that say the same, as <c>kubeadm certs renew</c> does.</summary>
/// <param name="files">The node's files.</param>
/// <param name="clock">The clock that validity counts from.</param>
/// <param name="keys">Where keys come from.</param>
public sealed class CertificateRenewer(INodeFileSystem files, TimeProvider clock, KeyFactory keys)
{
    /// <summary>
    /// Renews certificates. All are read, made and written beside the old ones before the first is put in its place; a run that is
    /// killed then is finished by running again, for renewing needs nothing of the old key.
    /// </summary>
    /// <param name="credentials">Which of them.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="cancellationToken">Ends the waiting for keys; nothing is changed then.</param>
    /// <returns>Warnings: what a person should know about the authorities.</returns>
    /// <exception cref="KubeadmException">A certificate, an authority or its key cannot be used, or a file cannot be written. Nothing is changed.</exception>
    public async Task<IReadOnlyList<string>> RenewAsync(
        IReadOnlyList<ICredential> credentials, ClusterConfiguration cluster, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(cluster);
        var now = clock.GetUtcNow();
        var profiles = credentials.Select(credential => ProfileOf(credential, cluster, now)).ToList();
        var stored = new StoredCertificates(new(files, cluster.CertificatesDir), clock);
        var authorities = new Dictionary<string, Issuer>(StringComparer.Ordinal);
        try
        {
            foreach (var name in credentials.Select(credential => credential.AuthorityName).Distinct(StringComparer.Ordinal))
            {
                authorities[name] = Issuer.Load(CertificateCatalog.Find(name), stored, new(files, cluster.CertificatesDir));
            }

            keys.Prefetch(KeyAlgorithms.Of(cluster), credentials.Count);
            var contents = new List<NewContent>();
            foreach (var (credential, profile) in credentials.Zip(profiles))
            {
                var issuer = authorities[credential.AuthorityName];
                using var key = await keys.TakeAsync(profile.Algorithm, cancellationToken);
                using var certificate = CertificateBuilder.CreateLeaf(profile, key, issuer.Certificate, issuer.Key);
                contents.AddRange(credential.With(certificate, key, issuer.Certificate));
            }

            files.ReplaceTogether(contents);
            return stored.Warnings;
        }
        finally
        {
            authorities.Values.ToList().ForEach(issuer => issuer.Dispose());
        }
    }

    /// <summary>Fails where an authority of certificates could not renew them; nothing is changed in any case.</summary>
    /// <exception cref="KubeadmException">An authority or its key cannot be used, or they do not belong together (<c>KeyMismatch</c>).</exception>
    public void RequireAuthorities(IEnumerable<ICredential> credentials, ClusterConfiguration cluster)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(cluster);
        var stored = new StoredCertificates(new(files, cluster.CertificatesDir), clock);
        foreach (var name in credentials.Select(credential => credential.AuthorityName).Distinct(StringComparer.Ordinal))
        {
            Issuer.Load(CertificateCatalog.Find(name), stored, new(files, cluster.CertificatesDir)).Dispose();
        }
    }

    private static CertificateProfile ProfileOf(ICredential credential, ClusterConfiguration cluster, DateTimeOffset now)
    {
        using var old = credential.ReadCertificate();
        return RenewalProfile.Of(credential.Name, old, cluster, now);
    }

    /// <summary>An authority with its key.</summary>
    private sealed record Issuer(X509Certificate2 Certificate, AsymmetricAlgorithm Key) : IDisposable
    {
        public static Issuer Load(CertificateSpec spec, StoredCertificates stored, CertificateStore store)
        {
            var certificate = stored.RequireAuthority(spec);
            AsymmetricAlgorithm? key = null;
            try
            {
                key = store.ReadKey(spec.BaseName);
                CertificateChecks.RequireMatchingKey(certificate, key, store.KeyPath(spec.BaseName));
                return new Issuer(certificate, key);
            }
            catch
            {
                key?.Dispose();
                certificate.Dispose();
                throw;
            }
        }

        public void Dispose()
        {
            Certificate.Dispose();
            Key.Dispose();
        }
    }
}
