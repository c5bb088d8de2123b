namespace Kubeadm.Host.CommandLine;

/// <summary>The table from kubeadm's commands to cmdlets.</summary>
internal static class KubeadmCommands
{
    private static readonly string[] InitFlags =
    [
        "apiserver-advertise-address", "apiserver-bind-port", "apiserver-cert-extra-sans", "cert-dir", "certificate-key", "config",
        "control-plane-endpoint", "cri-socket", "dry-run", "feature-gates", "ignore-preflight-errors", "image-repository",
        "kubernetes-version", "node-name", "patches", "pod-network-cidr", "service-cidr", "service-dns-domain",
        "skip-certificate-key-print", "skip-phases", "skip-token-print", "token", "token-ttl", "upload-certs",
    ];

    private static readonly string[] JoinFlags =
    [
        "apiserver-advertise-address", "apiserver-bind-port", "certificate-key", "config", "control-plane", "cri-socket", "discovery-file",
        "discovery-token", "discovery-token-ca-cert-hash", "discovery-token-unsafe-skip-ca-verification", "dry-run",
        "ignore-preflight-errors", "node-name", "patches", "skip-phases", "tls-bootstrap-token", "token",
    ];

    /// <summary>The version to upgrade to.</summary>
    private static readonly KubeadmArguments UpgradeVersion = new("Version", "[version]", 1);

    /// <summary>What all commands of configuration take, and none of them looks at.</summary>
    private static readonly string[] ConfigShared = ["kubeconfig"];

    /// <summary>Other words for the same commands, those of phases with them.</summary>
    private static readonly Lazy<Dictionary<string, string>> Aliases = new(() => new[] { ("certificates", "certs") }
        .Concat(KubeadmPhases.Aliases()).Distinct().ToDictionary(alias => alias.Item1, alias => alias.Item2, StringComparer.Ordinal));

    /// <summary>Every command.</summary>
    public static IReadOnlyList<KubeadmEntry> All { get; } =
    [
        new("init", "Initialize-KubeCluster", "Make this machine the first control-plane node of a cluster.", InitFlags)
        {
            Print = KubeadmOutput.DryRunFolder,
        },
        new("join", "Join-KubeNode", "Make this machine a node of a cluster.", JoinFlags)
        {
            Arguments = KubeadmPhases.Endpoint,
            Print = KubeadmOutput.DryRunFolder,
        },
        new("reset", "Reset-KubeNode", "Undo on this machine what init or join did.", ["allow-directory", "cert-dir", "cleanup-tmp-dir", "config", "cri-socket", "dry-run", "force", "ignore-preflight-errors", "kubeconfig", "skip-phases"])
        {
            NotWithConfig = ["force"],

            // In kubeadm it is this phase that asks.
            Unasked = line => line.Values.TryGetValue("skip-phases", out var skipped) && skipped.Select(Canonical).Contains("preflight"),
            Print = KubeadmOutput.Consented,
        },
        .. KubeadmUpgrades.Entries(),
        .. KubeadmPhases.Entries(),
        new("upgrade plan", "Get-KubeUpgradePlan", "Tell to which versions the cluster can be upgraded, and what that would do.", ["allow-experimental-upgrades", "allow-missing-template-keys", "allow-release-candidate-upgrades", "config", "etcd-upgrade", "ignore-preflight-errors", "kubeconfig", "output", "print-config", "show-managed-fields"])
        {
            Arguments = UpgradeVersion,
            NotWithConfig = ["allow-experimental-upgrades", "allow-release-candidate-upgrades", "etcd-upgrade", "print-config"],
            Print = KubeadmUpgradeOutput.Plan,
        },
        new("upgrade diff", "Compare-KubeUpgrade", "Show what an upgrade would change in the static Pod manifests of this node.", ["config", "context-lines", "kubeconfig"])
        {
            Arguments = UpgradeVersion,
            NotWithConfig = ["context-lines"],
            Print = KubeadmUpgradeOutput.Differences,
        },
        Defaults("init", "component-configs"),
        Defaults("join"),
        Defaults("reset"),
        Defaults("upgrade"),
        new("config validate", "Test-KubeadmConfig", "Read a configuration file and report what is wrong with it.", ["allow-deprecated-api", "allow-experimental-api", "config", .. ConfigShared])
        {
            Ignored = ConfigShared,
            Required = ["config"],
            Print = KubeadmOutput.Validation,
        },
        new("config migrate", "Convert-KubeadmConfig", "Read an older configuration file and write it in the newest version.", ["allow-experimental-api", "new-config", "old-config", .. ConfigShared])
        {
            Ignored = ConfigShared,
            Required = ["old-config"],
            Fixed = [("AsYaml", null)],
            Print = KubeadmOutput.Migration,
        },
        new("config images list", "Get-KubeImage", "List the images that a control plane needs.", ["allow-missing-template-keys", "config", "feature-gates", "image-repository", "kubernetes-version", "output", "show-managed-fields", .. ConfigShared])
        {
            Ignored = ConfigShared,
            Print = KubeadmOutput.Images,
        },
        new("config images pull", "Request-KubeImage", "Pull the images that a control plane needs.", ["config", "cri-socket", "feature-gates", "image-repository", "kubernetes-version", .. ConfigShared])
        {
            Ignored = ConfigShared,

            // kubeadm asks the registry for every image, one after the other, and ends at the first that it does not have.
            Fixed = [("Policy", "Always"), ("ThrottleLimit", 1), ("ErrorAction", "Stop")],
        },
        new("certs certificate-key", "New-KubeCertificateKey", "Make a key for encrypting uploaded certificates.", [])
        {
            Print = KubeadmOutput.Lines,
        },
        new("certs check-expiration", "Get-KubeCertificate", "Tell how long the certificates of this node last.", ["allow-missing-template-keys", "cert-dir", "config", "kubeconfig", "output", "show-managed-fields"])
        {
            IdleWithConfig = ["cert-dir"],
            Print = KubeadmCertificateOutput.Expiration,
        },
        new("certs generate-csr", "New-KubeCertificateRequest", "Make keys and certificate requests for an authority that is kept elsewhere.", ["cert-dir", "config", "kubeconfig-dir"]),
        .. KubeadmRenewals.Entries(),
        new("kubeconfig user", "New-KubeConfig", "Print a kubeconfig for a user.", ["client-name", "config", "org", "token", "validity-period"])
        {
            Required = ["client-name"],
            Print = KubeadmOutput.Kubeconfig,
        },
        .. KubeadmTokens.Entries(),
        new("version", "Get-KubeadmVersion", "Tell the version.", ["output"])
        {
            Print = KubeadmOutput.Version,
        },
    ];

    /// <summary>Replaces other words for a command by its own.</summary>
    public static string Canonical(string word) => Aliases.Value.GetValueOrDefault(word, word);

    /// <summary>The command of a path; null where that is a group, or nothing.</summary>
    public static KubeadmEntry? Find(string path) => All.FirstOrDefault(entry => entry.Path == path);

    /// <summary>Whether a path is of a command, or of a group of them.</summary>
    public static bool Leads(string path) => Find(path) is not null || Below(path).Any();

    /// <summary>The commands below a path; all of them for the empty one.</summary>
    public static IEnumerable<KubeadmEntry> Below(string path) =>
        All.Where(entry => path.Length == 0 || entry.Path.StartsWith(path + " ", StringComparison.Ordinal));

    private static KubeadmEntry Defaults(string kind, params string[] flags) =>
        new($"config print {kind}-defaults", "New-KubeadmConfig", $"Print the default configuration of {kind}.", [.. flags, .. ConfigShared])
        {
            Ignored = ConfigShared,
            Fixed = [("Kind", new[] { char.ToUpperInvariant(kind[0]) + kind[1..] }), ("AsYaml", null)],
            Print = KubeadmOutput.Text,
        };
}
