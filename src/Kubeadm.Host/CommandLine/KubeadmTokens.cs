namespace Kubeadm.Host.CommandLine;

/// <summary>The commands <c>kubeadm token …</c>.</summary>
internal static class KubeadmTokens
{
    /// <summary>Flags that all of them take.</summary>
    private static readonly string[] Shared = ["kubeconfig", "dry-run"];

    /// <summary>The commands.</summary>
    public static IEnumerable<KubeadmEntry> Entries() =>
    [
        new("token create", "New-KubeToken", "Make a bootstrap token.", [KubeadmFlags.CertificateKey, "config", "description", "groups", KubeadmFlags.PrintJoinCommand, "ttl", "usages", .. Shared])
        {
            Arguments = new("Token", "[token]", 1),
            Then = new("New-KubeJoinInfo", KubeadmFlags.PrintJoinCommand, [KubeadmFlags.CertificateKey], Shared),
            Print = KubeadmTokenOutput.Created,
        },
        new("token list", "Get-KubeToken", "List the bootstrap tokens of the cluster.", ["allow-missing-template-keys", "output", "show-managed-fields", .. Shared])
        {
            Ignored = ["dry-run"],
            Print = KubeadmTokenOutput.List,
        },
        new("token delete", "Remove-KubeToken", "Remove bootstrap tokens from the cluster.", Shared)
        {
            Arguments = new("Id", "[token-value] ...", int.MaxValue)
            {
                Missing = "missing argument; 'token delete' takes tokens of the form [a-z0-9]{6}.[a-z0-9]{16} or their identifiers",
            },
        },
        new("token generate", "New-KubeToken", "Make up a bootstrap token and tell no cluster of it.", Shared)
        {
            Fixed = [("GenerateOnly", null)],
            Print = KubeadmTokenOutput.Created,
        },
    ];
}
