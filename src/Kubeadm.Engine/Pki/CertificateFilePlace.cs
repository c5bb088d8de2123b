using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Pki;

/// <summary>A certificate's own file, beside that of its key.</summary>
/// <param name="files">The node's files.</param>
/// <param name="clock">The clock.</param>
/// <param name="cluster">The cluster, with the folder of certificates.</param>
/// <param name="request">The request.</param>
public sealed class CertificateFilePlace(INodeFileSystem files, TimeProvider clock, ClusterConfiguration cluster, PendingRequest request) : ICertificatePlace
{
    private readonly CertificateSpec _spec = CertificateCatalog.Find(request.Name);
    private readonly CertificateStore _store = new(files, cluster.CertificatesDir);

    /// <inheritdoc/>
    public PendingRequest Request => request;

    /// <inheritdoc/>
    public string Path => _store.CertificatePath(_spec.BaseName);

    /// <inheritdoc/>
    public IEnumerable<CertificateProblem> Check()
    {
        var remedy = $"Restore the key that {request.Path} was made with, or have both made anew in another folder.";
        try
        {
            using var key = _store.ReadKey(_spec.BaseName);
            return request.HasKey(key) ? [] : [new($"{_store.KeyPath(_spec.BaseName)} is not the private key of the request", remedy)];
        }
        catch (KubeadmException e)
        {
            return [new(e.Message, remedy)];
        }
    }

    /// <inheritdoc/>
    public Change Install(IReadOnlyList<X509Certificate2> chain) => files.EnsureFile(Path, CertificatePem.Write(chain), NodeFileModes.PublicFile);

    /// <inheritdoc/>
    public KubeCertificate Read() => new CertificateReader(files, clock).Read(_spec, cluster);
}
