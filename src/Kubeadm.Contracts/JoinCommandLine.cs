namespace Kubeadm;

/// <summary>The command line with which another machine joins a cluster, as kubeadm writes it.</summary>
/// <param name="Endpoint">Host and port of the API server.</param>
/// <param name="Token">The bootstrap token. A secret.</param>
/// <param name="CaCertHashes">Hashes of the CA's public keys, <c>sha256:HEX</c>.</param>
public sealed record JoinCommandLine(string Endpoint, string Token, KubeList<string> CaCertHashes)
{
    /// <summary>What stands in the place of a secret that is not to be shown.</summary>
    public const string Withheld = "<value withheld>";

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
