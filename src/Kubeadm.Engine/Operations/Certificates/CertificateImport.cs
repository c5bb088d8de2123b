using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>
/// Installs signed certificates on the node whose requests they answer: each is checked first, and a bad one changes nothing.
/// kubeadm leaves this to people (its documentation: "External CA mode").
/// </summary>
public sealed class CertificateImport
{
    private readonly INode _node;
    private readonly ClusterConfiguration _cluster;
    private readonly string _kubeconfigDirectory;
    private readonly List<ICertificatePlace> _places;
    private readonly ImportRecording _recording;

    private CertificateImport(INode node, IEngineObserver observer, ClusterConfiguration cluster, string kubeconfigDirectory, bool isJournaled)
    {
        (_node, _cluster, _kubeconfigDirectory) = (node, cluster, kubeconfigDirectory);
        _places = [.. FindPlaces(observer)];
        _recording = new ImportRecording(node, AreOfNode, isJournaled);
    }

    /// <summary>Reads the requests that are on the node. One that cannot be read becomes a warning.</summary>
    /// <param name="ports">The ways to the world.</param>
    /// <param name="observer">Receives warnings about requests that cannot be read.</param>
    /// <param name="request">Where they are.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="KubeadmException"><c>JournalNotFound</c>; the configuration cannot be used.</exception>
    public static async Task<CertificateImport> OpenAsync(
        EnginePorts ports, IEngineObserver observer, CertificateImportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ports);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(request);
        var loaded = await ConfigurationLoader.LoadInitAsync(request.Configuration, new InitFlags(), ports.Node, LoadOptions.OfCluster, cancellationToken);
        observer.Warn(loaded.Findings);

        var cluster = loaded.Configuration.Cluster;
        cluster.CertificatesDir = request.CertificatesDir ?? cluster.CertificatesDir;
        if (request.Journal)
        {
            ports.Node.Journal.Require();
        }

        return new CertificateImport(ports.Node, observer, cluster, request.KubeconfigDirectory ?? KubernetesPaths.ConfigurationDirectory, request.Journal);
    }

    /// <summary>Ends the import: all that was to be installed is.</summary>
    /// <param name="observer">Is warned where that cannot be noted.</param>
    public void Complete(IEngineObserver observer) => _recording.Succeed(observer);

    /// <summary>Ends the import before that; nothing when it has ended.</summary>
    /// <param name="observer">Is warned where that cannot be noted.</param>
    public void Stop(IEngineObserver observer) => _recording.Stop(observer);

    /// <summary>Reads a file and checks each certificate in it against its request. Authorities' certificates beside them are taken for the chain.</summary>
    /// <param name="path">The file: PEM.</param>
    /// <exception cref="KubeadmException"><c>InvalidSignedCertificate</c>: the file holds no certificate that can be read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<SignedCertificate> Check(string path)
    {
        var all = Read(path);
        var leaves = all.Where(certificate => !CertificateChecks.IsAuthority(certificate) || PlaceOf(certificate) is not null).ToList();
        var authorities = all.Except(leaves).ToList();
        return leaves.Count > 0 ? [.. leaves.Select(leaf => Check(path, leaf, authorities))] : [Stray(path, all[0])];
    }

    private SignedCertificate Check(string path, X509Certificate2 leaf, List<X509Certificate2> authorities)
    {
        if (PlaceOf(leaf) is not { } place)
        {
            return Stray(path, leaf);
        }

        var checks = new SignedCertificateChecks(_node.Files, _cluster.CertificatesDir, _node.Clock);
        List<CertificateProblem> problems = [.. checks.Check(leaf, authorities, place.Request), .. place.Check()];
        return new SignedCertificate
        {
            Source = path,
            Place = place,
            Lock = _node.Lock,
            Recording = _recording,
            Chain = [leaf, .. authorities],
            Rejection = problems.Count > 0 ? new CertificateRejectedException(path, place.Request.Name, problems) : null,
        };
    }

    /// <summary>A certificate that answers no request here. One that was asked for before with another key is the likeliest cause.</summary>
    private SignedCertificate Stray(string path, X509Certificate2 certificate)
    {
        var asked = _places.Find(place => DistinguishedName.SaySame(place.Request.Subject, certificate.SubjectName))?.Request.Path;
        var requests = $"{_places.Count} requests in {_cluster.CertificatesDir} and {_kubeconfigDirectory}";
        return new SignedCertificate { Source = path, Rejection = CertificateErrors.RequestNotFound(path, certificate.Subject, requests, asked) };
    }

    private IReadOnlyList<X509Certificate2> Read(string path)
    {
        var content = _node.Files.ReadAllBytes(path);
        try
        {
            return CertificatePem.Read(content, path);
        }
        catch (KubeadmException e)
        {
            throw CertificateErrors.InvalidSigned(path, e);
        }
    }

    private IEnumerable<ICertificatePlace> FindPlaces(IEngineObserver observer)
    {
        var store = new CertificateStore(_node.Files, _cluster.CertificatesDir);
        foreach (var leaf in CertificateRequestWriter.Certificates)
        {
            if (ReadRequest(observer, leaf.Name, store.RequestPath(leaf.BaseName), leaf.AuthorityName!, leaf.Usages) is { } request)
            {
                yield return new CertificateFilePlace(_node.Files, _node.Clock, _cluster, request);
            }
        }

        foreach (var name in KubeconfigSpecs.FileNames)
        {
            if (ReadRequest(observer, name, $"{_kubeconfigDirectory}/{name}.csr", CertificateCatalog.ClusterAuthority, CertificateUsages.Client) is { } request)
            {
                yield return new KubeconfigPlace(_node.Files, _node.Clock, _cluster, _kubeconfigDirectory, request);
            }
        }
    }

    private PendingRequest? ReadRequest(IEngineObserver observer, string name, string path, string authorityName, CertificateUsages usages)
    {
        try
        {
            return _node.Files.FileExists(path) ? PendingRequest.Read(_node.Files, name, path, authorityName, usages) : null;
        }
        catch (KubeadmException e)
        {
            observer.Warning(e.Message);
            return null;
        }
    }

    /// <summary>Whether what is asked for is in the node's own folders, or used by what runs on it.</summary>
    private bool AreOfNode()
    {
        var users = new StaticPodUsers(_node.Files, KubernetesPaths.ManifestsDirectory);
        return _places.Exists(place => LockScope.IsOfNode(place.Path) || users.Of(place.Path, place.Path).Count > 0);
    }

    private ICertificatePlace? PlaceOf(X509Certificate2 certificate) => _places.Find(place => place.Request.HasKeyOf(certificate));
}
