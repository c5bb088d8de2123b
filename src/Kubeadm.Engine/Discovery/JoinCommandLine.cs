using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Discovery;

/// <summary>The command line with which another machine joins a cluster, as kubeadm writes it.</summary>
/// <param name="Endpoint">Host and port of the API server.</param>
/// <param name="Token">The bootstrap token. A secret.</param>
/// <param name="CaCertHashes">Hashes of the CA's public keys, <c>sha256:HEX</c>.</param>
public sealed record JoinCommandLine(string Endpoint, string Token, IReadOnlyList<string> CaCertHashes)
{
    /// <summary>What stands in the place of a secret that is not to be shown.</summary>
    public const string Withheld = "<value withheld>";

    /// <summary>Creates the command for the cluster of a kubeconfig: its address, and the hashes of all its CA certificates.</summary>
    /// <param name="kubeconfig">A kubeconfig with a cluster in use.</param>
    /// <param name="source">Where it came from, for errors.</param>
    /// <param name="token">The token, or what stands in its place.</param>
    /// <param name="files">Where a CA that the kubeconfig only names is read.</param>
    /// <exception cref="KubeadmException"><c>InvalidKubeconfig</c>, <c>InvalidCertificate</c>: there is no cluster, or no CA of it.</exception>
    public static JoinCommandLine From(KubeconfigFile kubeconfig, string source, string token, INodeFileSystem files)
    {
        ArgumentNullException.ThrowIfNull(kubeconfig);
        ArgumentNullException.ThrowIfNull(files);
        var target = kubeconfig.CurrentCluster ?? throw KubeconfigErrors.NoCurrentCluster(source);
        if (target is { CertificateAuthorityData.Length: 0, CertificateAuthority.Length: 0 })
        {
            throw KubeconfigErrors.NoAuthorityToJoinBy(source);
        }

        var authority = target.CertificateAuthorityData.Length > 0 ? target.CertificateAuthorityData : files.ReadAllBytes(target.CertificateAuthority);
        var certificates = CertificatePem.Read(authority, source);
        return new JoinCommandLine(target.Server.Replace("https://", "", StringComparison.Ordinal), token, [.. certificates.Select(PublicKeyPin.Of)]);
    }

    /// <summary>For a worker, on one line.</summary>
    public string ForWorker => $"kubeadm join {Endpoint} --token {Token} {Hashes}";

    /// <summary>For a control plane, on one line.</summary>
    /// <param name="certificateKey">The key of the uploaded certificates; null when they are copied by hand.</param>
    public string ForControlPlane(string? certificateKey) => $"{ForWorker} {ControlPlane(certificateKey)}";

    /// <summary>For a worker, broken over lines as kubeadm's init shows it.</summary>
    public IReadOnlyList<string> WorkerLines => [$"kubeadm join {Endpoint} --token {Token} \\", $"\t{Hashes} "];

    /// <summary>For a control plane, broken over lines as kubeadm's init shows it.</summary>
    public IReadOnlyList<string> ControlPlaneLines(string? certificateKey) =>
        [WorkerLines[0], $"\t{Hashes} \\", $"\t{ControlPlane(certificateKey)}"];

    private string Hashes => string.Join(" ", CaCertHashes.Select(h => $"--discovery-token-ca-cert-hash {h}"));

    private static string ControlPlane(string? certificateKey) =>
        string.IsNullOrEmpty(certificateKey) ? "--control-plane" : $"--control-plane --certificate-key {certificateKey}";
}
