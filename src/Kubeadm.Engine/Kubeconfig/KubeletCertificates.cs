using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Node;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>The kubelet's own certificates. The kubelet renews them itself, so that kubeadm does not list them.</summary>
/// <param name="files">The node's files.</param>
/// <param name="clock">The clock that the residual time counts from.</param>
public sealed class KubeletCertificates(INodeFileSystem files, TimeProvider clock)
{
    private const string Client = "kubelet-client";
    private const string Server = "kubelet-server";

    private readonly CertificateReader _reader = new(files, clock);

    /// <summary>Their names: the one that the kubelet shows to the API server, and the one that it serves with.</summary>
    public static IReadOnlyList<string> Names { get; } = [Client, Server];

    /// <summary>Both certificates.</summary>
    /// <param name="registration">The node's registration, whose kubelet arguments may name another folder.</param>
    public IReadOnlyList<KubeCertificate> Read(NodeRegistration registration)
    {
        var client = KubeletKubeconfig.RotatedCertificatePath(registration);
        var folder = Path.GetDirectoryName(client)!;
        var signed = $"{folder}/kubelet-server-current.pem";

        // Without serverTLSBootstrap the kubelet signs its serving certificate by an authority that it makes up and forgets.
        var serving = files.FileExists(signed)
            ? Expected(Server, signed, signed, CertificateCatalog.ClusterAuthority)
            : Expected(Server, $"{folder}/kubelet.crt", $"{folder}/kubelet.key", null);
        return [Read(Expected(Client, client, client, CertificateCatalog.ClusterAuthority)), Read(serving)];
    }

    private KubeCertificate Expected(string name, string path, string keyPath, string? authority) =>
        new() { Name = name, Path = path, KeyPath = keyPath, AuthorityName = authority, IsMissing = !files.FileExists(path) };

    private KubeCertificate Read(KubeCertificate expected) => expected.IsMissing ? expected : UnreadableCertificate.Guard(expected, () =>
    {
        using var certificate = CertificatePem.Read(files.ReadAllBytes(expected.Path), expected.Path)[0];
        return _reader.Describe(expected, certificate);
    });
}
