namespace Kubeadm.Engine.Addons;

/// <summary>
/// What is known of CoreDNS' releases when a cluster's Corefile must be kept, replaced or changed: the facts of the library
/// github.com/coredns/corefile-migration that concern clusters which kubeadm of a supported version can meet.
/// </summary>
/// <remarks>
/// From 1.8.3 on no release has removed a plugin or option, or added one to the default, so that any Corefile of these works
/// unchanged in every later one. Kubernetes has not shipped an older CoreDNS since 1.21, so the supported versions meet one only
/// where a person chose it or an earlier upgrade could not adapt the Corefile. A person wrote that Corefile, so a person is asked
/// to adapt it: a wrong guess would take down the cluster's DNS, while the CoreDNS that runs goes on running.
/// </remarks>
internal static class CorefileHistory
{
    // In patterns "*" stands for one word and "***" for any further ones.
    private static readonly string[] Defaults =
    [
        Pattern(health: " {\nlameduck 5s\n}", forward: " {\nmax_concurrent 1000\n}"),
        Pattern(health: " {\nlameduck 5s\n}", forward: ""),
        Pattern(health: "", forward: ""),
    ];

    /// <summary>The releases since the last one that removed something, oldest first.</summary>
    private static readonly string[] Releases =
    [
        "1.8.3", "1.8.4", "1.8.5", "1.8.6", "1.8.7", "1.9.0", "1.9.1", "1.9.2", "1.9.3", "1.9.4", "1.10.0", "1.10.1",
        "1.11.0", "1.11.1", "1.11.3", "1.11.4", "1.12.0", "1.12.1", "1.12.2", "1.12.3", "1.12.4",
        "1.13.0", "1.13.1", "1.13.2", "1.14.0", "1.14.1", "1.14.2",
    ];

    /// <summary>Whether a Corefile is one that an earlier kubeadm wrote and nobody changed but for the cluster's domain and resolvers.</summary>
    public static bool IsFormerDefault(string corefile)
    {
        var servers = Corefile.Parse(corefile);
        return servers.Count == 0 || Defaults.Any(pattern => Matches(servers, Corefile.Parse(pattern)));
    }

    /// <summary>Whether a Corefile of one release works in another; false also where that is not known, as of an older one.</summary>
    /// <param name="installed">The tag of the image that runs.</param>
    /// <param name="target">The tag of the image to come.</param>
    public static bool WorksUnchanged(string installed, string target)
    {
        var (from, to) = (installed.TrimStart('v'), target.TrimStart('v'));
        return from.Length == 0 || from == to || (Array.IndexOf(Releases, from) is >= 0 and var known && known < Array.IndexOf(Releases, to));
    }

    private static string Pattern(string health, string forward) =>
        ".:53 {\nerrors\nhealth" + health + "\nready\nkubernetes * *** {\npods insecure\nfallthrough in-addr.arpa ip6.arpa\nttl 30\n}\n"
        + "prometheus :9153\nforward . *" + forward + "\ncache 30\nloop\nreload\nloadbalance\n}";

    private static bool Matches(IReadOnlyList<CorefileEntry> entries, IReadOnlyList<CorefileEntry> patterns) =>
        entries.Count == patterns.Count
        && entries.All(entry => patterns.FirstOrDefault(pattern => Matches(entry.Words, pattern.Words)) is { } match
            && Matches(entry.Children, match.Children));

    private static bool Matches(IReadOnlyList<string> words, IReadOnlyList<string> pattern)
    {
        for (var at = 0; at < pattern.Count; at++)
        {
            if (pattern[at] == "***")
            {
                return true;
            }

            if (at >= words.Count || (pattern[at] != "*" && pattern[at] != words[at]))
            {
                return false;
            }
        }

        return words.Count == pattern.Count;
    }
}
