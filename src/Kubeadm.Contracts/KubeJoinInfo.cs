using System.Security;

namespace Kubeadm;

/// <summary>What another machine needs to join. Holds secrets.</summary>
/// <remarks>
/// Its command lines are secrets too. In PowerShell they are the properties <c>Command</c> and <c>ControlPlaneCommand</c>, which nothing
/// shows or writes down that does not name them (Kubeadm.types.ps1xml).
/// </remarks>
public sealed record KubeJoinInfo
{
    internal KubeJoinInfo(JoinCommandLine line, string? certificateKey)
    {
        Line = line;
        PlainCertificateKey = certificateKey;
    }

    /// <summary>Host and port of the API server.</summary>
    public string ApiServerEndpoint => Line.Endpoint;

    /// <summary>The bootstrap token: a <see cref="SecureString"/>, or a string after <see cref="AsPlainText"/>.</summary>
    public object Token => Secret.Show(Line.Token, ShowsSecrets);

    /// <summary>The public part of the token.</summary>
    public string TokenId => Line.Token.Split('.')[0];

    /// <summary>When the token ends, UTC; null means never.</summary>
    public DateTime? Expires { get; init; }

    /// <summary>Hashes of the CA's public key, <c>sha256:HEX</c>.</summary>
    public KubeList<string> CaCertHashes => Line.CaCertHashes;

    /// <summary>
    /// The key of the uploaded certificates, or null when none were: a <see cref="SecureString"/>, or a string after
    /// <see cref="AsPlainText"/>.
    /// </summary>
    public object? CertificateKey => Secret.Show(PlainCertificateKey, ShowsSecrets);

    /// <summary>When the uploaded certificates are removed, UTC; null when none were uploaded or it is not known.</summary>
    public DateTime? CertificateKeyExpires { get; init; }

    /// <summary>Whether control planes can join by it: certificates were uploaded, or the endpoint is known to be stable.</summary>
    public bool AllowsControlPlane { get; init; }

    /// <summary>The command line, for any node.</summary>
    internal JoinCommandLine Line { get; }

    /// <summary>The key of the uploaded certificates, or null when none were. A secret.</summary>
    internal string? PlainCertificateKey { get; }

    /// <summary>The command line for a worker. A secret.</summary>
    internal string Command => Line.ForWorker;

    /// <summary>The command line for a control plane; null where none can join. A secret.</summary>
    internal string? ControlPlaneCommand => AllowsControlPlane ? Line.ForControlPlane(PlainCertificateKey) : null;

    private bool ShowsSecrets { get; init; }

    /// <summary>The same with its secrets as text, which JSON, CSV and lists then show.</summary>
    public KubeJoinInfo AsPlainText() => this with { ShowsSecrets = true };

    /// <summary>The command line for a worker, of an object that may have come over remoting.</summary>
    /// <param name="apiServerEndpoint">Host and port of the API server.</param>
    /// <param name="token">The token, as a SecureString or text.</param>
    /// <param name="caCertHashes">Hashes of the CA's public key.</param>
    public static string CommandFor(string apiServerEndpoint, object token, string[] caCertHashes) =>
        LineOf(apiServerEndpoint, token, caCertHashes).ForWorker;

    /// <summary>The command line for a control plane, of an object that may have come over remoting.</summary>
    /// <param name="apiServerEndpoint">Host and port of the API server.</param>
    /// <param name="token">The token, as a SecureString or text.</param>
    /// <param name="caCertHashes">Hashes of the CA's public key.</param>
    /// <param name="certificateKey">The key of the uploaded certificates, as a SecureString or text; null when they are copied by hand.</param>
    public static string ControlPlaneCommandFor(string apiServerEndpoint, object token, string[] caCertHashes, object? certificateKey) =>
        LineOf(apiServerEndpoint, token, caCertHashes).ForControlPlane(Secret.Reveal(certificateKey));

    /// <inheritdoc/>
    public override string ToString() => ApiServerEndpoint;

    private static JoinCommandLine LineOf(string endpoint, object token, string[] hashes) => new(endpoint, Secret.Reveal(token), [.. hashes]);
}
