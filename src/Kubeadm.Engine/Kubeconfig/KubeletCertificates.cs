using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>The kubelet's own certificates. The kubelet renews them itself, so that kubeadm does not list them.</summary>
/// <param name="files">The node's files.</param>
/// <param name="clock">The clock that the residual time counts from.</param>
public sealed class KubeletCertificates(INodeFileSystem files, TimeProvider clock)
{
    /// <summary>The name of the one that the kubelet shows to the API server.</summary>
    public const string Client = "kubelet-client";

    /// <summary>The name of the one that it serves with.</summary>
    public const string Server = "kubelet-server";

    private readonly CertificateReader _reader = new(files, clock);

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Client, Server];

    /// <summary>Both certificates.</summary>
    /// <param name="registration">The node's registration, whose kubelet arguments may name another folder.</param>
    public IReadOnlyList<KubeCertificate> Read(NodeRegistration registration)
    {
        var client = KubeletClientLocation.Find(files, registration);
        var folder = Path.GetDirectoryName(client.IsEmbedded ? KubeletKubeconfig.RotatedCertificatePath(registration) : client.CertificatePath)!;
        var signed = $"{folder}/kubelet-server-current.pem";

        // Without serverTLSBootstrap the kubelet signs its serving certificate by an authority that it makes up and forgets.
        var serving = files.FileExists(signed)
            ? Expected(Server, signed, signed, CertificateCatalog.ClusterAuthority)
            : Expected(Server, $"{folder}/kubelet.crt", $"{folder}/kubelet.key", null);
        return
        [
            Read(Expected(Client, client.CertificatePath, client.KeyPath, CertificateCatalog.ClusterAuthority), Credential(registration).ReadCertificate),
            Read(serving, () => CertificatePem.Read(files.ReadAllBytes(serving.Path), serving.Path)[0]),
        ];
    }

    /// <summary>The one that the kubelet shows to the API server, to be renewed when it could not do so itself before the end.</summary>
    /// <param name="registration">The node's registration.</param>
    internal ICredential Credential(NodeRegistration registration)
    {
        var location = KubeletClientLocation.Find(files, registration);
        return location.IsEmbedded ? new KubeconfigCredential(files, Client, location.CertificatePath) : new KubeletCredential(files, location);
    }

    private KubeCertificate Expected(string name, string path, string keyPath, string? authority) =>
        new() { Name = name, Path = path, KeyPath = keyPath, AuthorityName = authority, IsMissing = !files.FileExists(path) };

    private KubeCertificate Read(KubeCertificate expected, Func<X509Certificate2> read) => expected.IsMissing ? expected : UnreadableCertificate.Guard(expected, () =>
    {
        using var certificate = read();
        return _reader.Describe(expected, certificate);
    });
}
