namespace Kubeadm.PowerShell;

/// <summary>
/// What the engine's remedies are in the words of cmdlets: the engine names fields and phases, for it does not know which front door it
/// is called through.
/// </summary>
internal static class CmdletAdvice
{
    private const string JoinInfo = "New-KubeJoinInfo makes a join command on a control-plane node.";
    private const string BootstrapTokenPhase = "Invoke-KubeadmPhase -Workflow Init -Phase bootstrap-token runs it.";
    private const string CriSocket = "-CriSocket names the endpoint too.";
    private const string Tokens = "Get-KubeToken lists them.";

    /// <summary>By the error's identifier.</summary>
    public static IReadOnlyDictionary<string, string> ByErrorId { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AmbiguousContainerRuntime"] = CriSocket,
        ["CaCertHashRequired"] = JoinInfo,
        ["CertificateAuthorityMismatch"] = "-Kubeconfig names the one, -CertDir the other.",
        ["CertificateExternallyManaged"] = "New-KubeCertificateRequest makes the request, Import-KubeCertificate checks and installs what was signed.",
        ["CertificateNotFound"] = "-CertDir names the folder too.",
        ["CertificateRequestNotFound"] = "-CertDir and -KubeconfigDir name the folders.",
        ["StateNotReachable"] = "Reset-KubeNode resets a node, Get-KubeCertificate tells when certificates end.",
        ["ServerCertificateExpired"] = "Update-KubeCertificate apiserver -Restart does both.",
        ["ClientCertificateExpired"] = "Update-KubeCertificate admin.conf renews the administrator's, and needs no cluster.",
        ["ClusterAuthorityNotPinned"] = JoinInfo,
        ["ClusterInfoForbidden"] = BootstrapTokenPhase,
        ["ClusterInfoInvalid"] = BootstrapTokenPhase,
        ["ClusterInfoNotFound"] = BootstrapTokenPhase,
        ["ContainerRuntimeUnreachable"] = CriSocket,
        ["ControlPlaneOnWindows"] = "That is -ControlPlane.",
        ["DiscoveryCredentialsNotFound"] = "-TlsBootstrapToken or -Token gives one.",
        ["InvalidCertificateKey"] = "New-KubeCertificateKey makes one.",
        ["InvalidConfiguration"] = "Test-KubeadmConfig lists what is wrong with a file, Convert-KubeadmConfig brings an old one up to date.",
        ["InvalidPatch"] = "Test-KubePatch shows what each file of patches does.",
        ["InvalidToken"] = "New-KubeToken -GenerateOnly makes one.",
        ["JournalNotFound"] = "Leave out -Journal then.",
        ["KubeconfigExists"] = "-Force replaces them.",
        ["KubeconfigNotFound"] = "-Kubeconfig names one.",
        ["NodeNameTaken"] = "-NodeName names it too.",
        ["NotAControlPlane"] = "Invoke-KubeUpgrade -Node does that.",
        ["PreflightFailed"] = "-IgnorePreflightError takes such names too; Test-KubeNode runs the checks by themselves.",
        ["SharedCertificatesMissing"] = "-CertificateKey gives the key too.",
        ["TokenExists"] = "Remove-KubeToken removes one.",
        ["TokenExpired"] = Tokens,
        ["TokenNotFound"] = Tokens,
        ["TokenSignatureNotFound"] = JoinInfo,
        ["UnsafeDirectory"] = "-AllowDirectory names it.",
        ["UploadedCertificatesNotFound"] = "Publish-KubeCertificate uploads them.",
        ["ValuesBesideFile"] = "Leave out {names} then.",
        ["VersionNotAllowed"] = "-Force overrules what can be; -AllowReleaseCandidateUpgrades and -AllowExperimentalUpgrades allow previews.",
    };

    /// <summary>The parameter for what a request calls by a name. Lists are parameters of a singular name.</summary>
    public static string ParameterOf(string name) => "-" + name switch
    {
        "ApiServerCertExtraSans" or "Tokens" or "Usages" or "Groups" or "FeatureGates" => name[..^1],
        "DiscoveryTokenCaCertHashes" => name[..^2],
        _ => name,
    };
}
