using System.Management.Automation;

namespace Kubeadm.Host.CommandLine;

/// <summary>
/// What the engine's remedies are in the words of kubeadm's command line: the engine names fields and phases, for it does not know
/// which front door it is called through.
/// </summary>
internal static class KubeadmAdvice
{
    private const string JoinCommand = "'token create --print-join-command' makes a join command on a control-plane node.";
    private const string BootstrapTokenPhase = "'init phase bootstrap-token' runs it.";
    private const string CriSocket = "--cri-socket names the endpoint too.";
    private const string Tokens = "'token list' lists them.";

    /// <summary>By the error's identifier.</summary>
    public static IReadOnlyDictionary<string, string> ByErrorId { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AmbiguousContainerRuntime"] = CriSocket,
        ["CaCertHashRequired"] = JoinCommand,
        ["CertificateAuthorityMismatch"] = "--kubeconfig names the one, --cert-dir the other.",
        ["CertificateExternallyManaged"] = "'certs generate-csr' makes the request; Import-KubeCertificate checks and installs what was signed.",
        ["CertificateNotFound"] = "--cert-dir names the folder too.",
        ["ServerCertificateExpired"] = "'certs renew apiserver' renews it.",
        ["ClientCertificateExpired"] = "'certs renew admin.conf' renews the administrator's, and needs no cluster.",
        ["ClusterAuthorityNotPinned"] = JoinCommand,
        ["ClusterInfoForbidden"] = BootstrapTokenPhase,
        ["ClusterInfoInvalid"] = BootstrapTokenPhase,
        ["ClusterInfoNotFound"] = BootstrapTokenPhase,
        ["ContainerRuntimeUnreachable"] = CriSocket,
        ["ControlPlaneOnWindows"] = "That is --control-plane.",
        ["DiscoveryCredentialsNotFound"] = "--tls-bootstrap-token or --token gives one.",
        ["InvalidCertificateKey"] = "'certs certificate-key' makes one.",
        ["InvalidConfiguration"] = "'config validate' lists what is wrong with a file, 'config migrate' brings an old one up to date.",
        ["InvalidPatch"] = "Test-KubePatch shows what each file of patches does.",
        ["InvalidToken"] = "'token generate' makes one.",
        ["KubeconfigNotFound"] = "--kubeconfig names one.",
        ["NodeNameTaken"] = "--node-name names it too.",
        ["NotAControlPlane"] = "'upgrade node' does that.",
        ["PreflightFailed"] =
            "--ignore-preflight-errors takes such names too; 'init phase preflight', 'join phase preflight' and 'upgrade apply phase preflight' run the checks by themselves.",
        ["SharedCertificatesMissing"] = "--certificate-key gives the key too.",
        ["TokenExists"] = "'token delete' removes one.",
        ["TokenExpired"] = Tokens,
        ["TokenNotFound"] = Tokens,
        ["TokenSignatureNotFound"] = JoinCommand,
        ["UnsafeDirectory"] = "--allow-directory names it.",
        ["UploadedCertificatesNotFound"] = "'init phase upload-certs --upload-certs' uploads them.",
        ["ValuesBesideFile"] = "Leave out {names} then.",
        ["VersionNotAllowed"] = "--force overrules what can be; --allow-release-candidate-upgrades and --allow-experimental-upgrades allow previews.",
    };

    /// <summary>The flag for what a request calls by a name: its words, joined with dashes.</summary>
    private static string FlagOf(string name) => "--" + name switch
    {
        "DiscoveryTokenCaCertHashes" => "discovery-token-ca-cert-hash",
        "Tokens" => "token",
        _ => string.Concat(name.Replace("ApiServer", "Apiserver", StringComparison.Ordinal).Select((letter, i) =>
            char.IsUpper(letter) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}")),
    };

    /// <summary>What can be done about an error; empty when nothing is known.</summary>
    public static string RemedyOf(ErrorRecord record) =>
        record.Exception is KubeadmException error ? error.RemedyIn(ByErrorId, FlagOf) : record.ErrorDetails?.RecommendedAction ?? "";
}
