using static Kubeadm.Host.CommandLine.FlagKind;

namespace Kubeadm.Host.CommandLine;

/// <summary>The table of kubeadm's flags: a flag means the same wherever it is taken.</summary>
internal static class KubeadmFlags
{
    /// <summary>The flag that chooses the format of results.</summary>
    public const string Output = "output";

    /// <summary>The flag that names the file for a migrated configuration.</summary>
    public const string NewConfig = "new-config";

    /// <summary>The flag of the key that uploaded certificates are encrypted with.</summary>
    public const string CertificateKey = "certificate-key";

    /// <summary>The flag that asks for the command with which nodes join.</summary>
    public const string PrintJoinCommand = "print-join-command";

    /// <summary>The flag that asks for help.</summary>
    public const string Help = "help";

    /// <summary>The flag that asks for details, the more the higher its number is.</summary>
    public const string Verbosity = "v";

    /// <summary>Flags that every command takes.</summary>
    public static IReadOnlyList<KubeadmFlag> Global { get; } =
    [
        new(Help, Switch, null, "Show this help.", 'h'),
        new(Verbosity, Number, null, "Say more of what is done: each change from 1, each request, call and program from 6.", 'v'),
        new("vmodule", List, null, "Taken for compatibility; details are not chosen by source file."),
    ];

    /// <summary>Flags by name.</summary>
    public static IReadOnlyDictionary<string, KubeadmFlag> All { get; } = new KubeadmFlag[]
    {
        new("allow-deprecated-api", Switch, null, "Taken for compatibility; deprecated versions are always read."),
        new("allow-directory", List, "AllowDirectory", "Folders that may be emptied whatever is in them; kubeadm has no such flag."),
        new("allow-experimental-api", Switch, null, "Taken for compatibility; there are no experimental versions."),
        new("allow-experimental-upgrades", Switch, "AllowExperimentalUpgrades", "Allow upgrades to alpha and beta versions."),
        new("allow-missing-template-keys", Switch, null, "Taken for compatibility; output templates are not supported."),
        new("allow-release-candidate-upgrades", Switch, "AllowReleaseCandidateUpgrades", "Allow upgrades to release candidates."),
        new("apiserver-advertise-address", Value, "ApiServerAdvertiseAddress", "The address the API server advertises."),
        new("apiserver-bind-port", Number, "ApiServerBindPort", "The API server's port."),
        new("apiserver-cert-extra-sans", List, "ApiServerCertExtraSan", "Further names and addresses of the API server's certificate."),
        new("cert-dir", Value, "CertDir", "The folder of certificates."),
        new(CertificateKey, Value, "CertificateKey", "The key that uploaded certificates are encrypted with."),
        new("certificate-renewal", Switch, "CertificateRenewal", "Renew the certificates of components that are replaced."),
        new("cleanup-tmp-dir", Switch, "CleanupTmpDir", "Empty kubeadm's temporary folder too."),
        new("client-name", Value, "ClientName", "The name of the user."),
        new("component-configs", List, "ComponentConfig", "Component configurations to print too.") { Choices = ["KubeProxyConfiguration", "KubeletConfiguration"] },
        new("config", Value, "Config", "The path of a kubeadm configuration file."),
        new("context-lines", Number, "ContextLine", "How many lines stand around each difference.", 'c'),
        new("control-plane", Switch, "ControlPlane", "Make the node a control plane."),
        new("control-plane-endpoint", Value, "ControlPlaneEndpoint", "A stable name or address of the control plane."),
        new("cri-socket", Value, "CriSocket", "The container runtime's socket."),
        new("description", Value, "Description", "What the token is for."),
        new("discovery-file", Value, "DiscoveryFile", "A kubeconfig by which the cluster is found, as a path or an HTTPS address."),
        new("discovery-token", Value, "DiscoveryToken", "The token that validates the cluster's information."),
        new("discovery-token-ca-cert-hash", List, "DiscoveryTokenCaCertHash", "Hashes of the CA's public keys, one of which the cluster must have."),
        new("discovery-token-unsafe-skip-ca-verification", Switch, "DiscoveryTokenUnsafeSkipCaVerification", "Take the cluster's CA as it comes."),
        new("dry-run", Switch, "DryRun", "Do everything but the doing."),
        new("etcd-upgrade", Switch, "EtcdUpgrade", "Upgrade etcd too."),
        new("feature-gates", Pairs, "FeatureGate", "Features to turn on or off, each name=true or name=false."),
        new("force", Switch, "Force", "Go on without a question, and against rules of versions that can be overruled.", 'f'),
        new("groups", List, "Group", "The groups that the token's user is in."),
        new("ignore-preflight-errors", List, "IgnorePreflightError", "Preflight checks whose errors are shown as warnings; all means every one."),
        new("image-repository", Value, "ImageRepository", "The registry of the control plane's images."),
        new("kubeconfig", Value, "Kubeconfig", "The kubeconfig for talking to the cluster."),
        new("kubeconfig-dir", Value, "KubeconfigDir", "The folder that kubeconfig files are written to."),
        new("kubernetes-version", Value, "KubernetesVersion", "The version of Kubernetes, or a label such as stable-1."),
        new(NewConfig, Value, null, "The path for the migrated configuration; standard output when not given."),
        new("node-name", Value, "NodeName", "The node's name."),
        new("old-config", Value, "Config", "The path of the configuration to migrate."),
        new(Output, Value, null, "The format of the output.", 'o'),
        new("org", List, "Org", "The organizations of the client certificate."),
        new("patches", Value, "Patches", "The folder of patches."),
        new("pod-network-cidr", Value, "PodNetworkCidr", "The addresses of Pods."),
        new("print-config", Switch, "PrintConfig", "Print the configuration that the cluster keeps."),
        new(PrintJoinCommand, Switch, null, "Print the command with which nodes join by the token."),
        new("print-manifest", Switch, "PrintManifest", "Print the add-on's objects instead of applying them."),
        new("service-cidr", Value, "ServiceCidr", "The addresses of Services."),
        new("service-dns-domain", Value, "ServiceDnsDomain", "The DNS domain of Services."),
        new("show-managed-fields", Switch, null, "Taken for compatibility; the output has no managed fields."),
        new("skip-certificate-key-print", Switch, "SkipCertificateKeyPrint", "Keep the certificate key out of what is printed."),
        new("skip-phases", List, "SkipPhase", "Phases to leave out."),
        new("skip-token-print", Switch, "SkipTokenPrint", "Keep the token out of what is printed."),
        new("tls-bootstrap-token", Value, "TlsBootstrapToken", "The token for the kubelet's first certificate."),
        new("token", Value, "Token", "The bootstrap token."),
        new("token-ttl", Duration, "TokenTtl", "How long the token lives; 0 means for ever."),
        new("ttl", Duration, "Ttl", "How long the token lives; 0 means for ever."),
        new("upload-certs", Switch, "UploadCerts", "Upload the control plane's certificates."),
        new("usages", List, "Usage", "What the token may be used for: signing, authentication."),
        new("validity-period", Duration, "ValidityPeriod", "How long the client certificate is valid."),
        new(KubeadmUpgrades.Yes, Switch, null, "Go on without a question.", 'y'),
    }.ToDictionary(flag => flag.Name, StringComparer.Ordinal);
}
