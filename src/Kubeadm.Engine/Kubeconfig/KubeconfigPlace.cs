using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>The kubeconfig that a request for a client certificate was made with.</summary>
/// <param name="files">The node's files.</param>
/// <param name="clock">The clock.</param>
/// <param name="cluster">The cluster, with the folder of its authority's certificate.</param>
/// <param name="directory">The folder of kubeconfigs.</param>
/// <param name="request">The request; its name is that of the file.</param>
public sealed class KubeconfigPlace(INodeFileSystem files, TimeProvider clock, ClusterConfiguration cluster, string directory, PendingRequest request) : ICertificatePlace
{
    private readonly CertificateStore _store = new(files, cluster.CertificatesDir);

    /// <inheritdoc/>
    public PendingRequest Request => request;

    /// <inheritdoc/>
    public string Path => $"{directory}/{request.Name}";

    /// <inheritdoc/>
    public IEnumerable<CertificateProblem> Check()
    {
        var remedy = $"Restore {Path} as it was made with {request.Path}, or have both made anew in another folder.";
        if (!files.FileExists(Path))
        {
            return [new($"{Path}, which has its private key, is not there", remedy)];
        }

        try
        {
            var file = Load();
            if (file.CurrentUser is not { } user || !HasKey(user))
            {
                return [new($"{Path} does not hold the private key of the request", remedy)];
            }

            if (TrustsSomething(file) && _store.HasCertificate(Authority))
            {
                new KubeconfigChecks(files).Require(Path, Authorities(), file.CurrentCluster!.Server);
            }

            return [];
        }
        catch (KubeadmException e)
        {
            return [new(e.Message, remedy)];
        }
    }

    /// <inheritdoc/>
    /// <remarks>A kubeconfig that was made with a request trusts no authority yet; it is given the cluster's, or init would refuse it.</remarks>
    public Change Install(IReadOnlyList<X509Certificate2> chain)
    {
        var file = Load();
        file.CurrentUser!.ClientCertificateData = CertificatePem.Write(chain);
        if (!TrustsSomething(file) && file.CurrentCluster is { } target)
        {
            target.CertificateAuthorityData = CertificatePem.Write(Authorities());
        }

        return files.EnsureSecretFile(Path, file.ToBytes());
    }

    /// <inheritdoc/>
    public KubeCertificate Read() => new CertificateInventory(files, clock).ReadKubeconfig(request.Name, cluster, directory);

    private const string Authority = CertificateCatalog.ClusterAuthority;

    private KubeconfigFile Load() => KubeconfigFile.Parse(files.ReadAllBytes(Path), Path);

    private IReadOnlyList<X509Certificate2> Authorities() => _store.ReadChain(Authority);

    private bool HasKey(KubeconfigUser user)
    {
        var pem = user.ClientKeyData.Length > 0 || user.ClientKey.Length == 0 ? user.ClientKeyData : files.ReadAllBytes(user.ClientKey);
        using var key = KeyPem.ReadPrivate(pem);
        return key is not null && request.HasKey(key);
    }

    private static bool TrustsSomething(KubeconfigFile file) =>
        file.CurrentCluster is { } target && target.CertificateAuthorityData.Length + target.CertificateAuthority.Length > 0;
}
