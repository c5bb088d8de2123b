namespace Kubeadm.Host.CommandLine;

/// <summary>The commands of upgrades, but for those of their phases.</summary>
internal static class KubeadmUpgrades
{
    /// <summary>The flag that answers the question whether to go on.</summary>
    public const string Yes = "yes";

    private static readonly string[] ApplyFlags =
    [
        "allow-experimental-upgrades", "allow-release-candidate-upgrades", "certificate-renewal", "config", "dry-run", "etcd-upgrade", "force",
        "ignore-preflight-errors", "kubeconfig", "patches", "print-config", "skip-phases", Yes,
    ];

    private static readonly string[] NodeFlags =
        ["certificate-renewal", "config", "dry-run", "etcd-upgrade", "ignore-preflight-errors", "kubeconfig", "patches", "skip-phases"];

    /// <summary>Flags that cannot be given beside a configuration file, whose fields say the same.</summary>
    public static IReadOnlyList<string> NotWithConfig { get; } =
        ["allow-experimental-upgrades", "allow-release-candidate-upgrades", "certificate-renewal", "etcd-upgrade", "force", "print-config"];

    /// <summary>The commands.</summary>
    public static IEnumerable<KubeadmEntry> Entries() =>
    [
        new("upgrade apply", "Invoke-KubeUpgrade", "Upgrade the first control-plane node of a cluster to a version.", ApplyFlags)
        {
            Arguments = KubeadmPhases.Version,
            NotWithConfig = NotWithConfig,
            Unasked = IsUnasked,
            Print = KubeadmOutput.Consented,
        },
        new("upgrade node", "Invoke-KubeUpgrade", "Upgrade any other node of a cluster.", NodeFlags)
        {
            Fixed = [("Node", null)],
            NotWithConfig = NotWithConfig,
            Unasked = _ => true,
        },
    ];

    /// <summary>In kubeadm it is the phase of checks that asks.</summary>
    public static bool IsUnasked(KubeadmLine line) =>
        line.IsOn(Yes)
        || (line.Values.TryGetValue("skip-phases", out var skipped) && skipped.Select(KubeadmCommands.Canonical).Contains("preflight"))
        || (line.Entry.Path.Contains(" phase ", StringComparison.Ordinal) && !line.Entry.Path.EndsWith(" preflight", StringComparison.Ordinal));
}
