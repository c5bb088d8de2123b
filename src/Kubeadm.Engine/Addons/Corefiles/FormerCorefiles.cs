namespace Kubeadm.Engine.Addons.Corefiles;

/// <summary>The Corefiles that earlier kubeadms wrote, which may be replaced since no person wrote anything in them.</summary>
internal static class FormerCorefiles
{
    // In patterns "*" stands for one word and "***" for any further ones.
    private const string AnyWord = "*";
    private const string AnyWords = "***";
    private const string LameDuck = " {\nlameduck 5s\n}";
    private const string Fallthrough = "fallthrough in-addr.arpa ip6.arpa\n";
    private const string Guards = "loop\nreload\nloadbalance\n";

    private static readonly Corefile[] Defaults =
    [
        // The kubeadms of Kubernetes 1.19 to 1.35, 1.17 and 1.18, 1.16, 1.14 and 1.15, 1.12 and 1.13, and 1.11.
        Pattern(LameDuck + "\nready", $"{Fallthrough}ttl 30\n", "forward . * {\nmax_concurrent 1000\n}", Guards),
        Pattern(LameDuck + "\nready", $"{Fallthrough}ttl 30\n", "forward . *", Guards),
        Pattern("\nready", $"{Fallthrough}ttl 30\n", "forward . *", Guards),
        Pattern("", $"upstream\n{Fallthrough}ttl 30\n", "forward . *", Guards),
        Pattern("", $"upstream\n{Fallthrough}", "proxy . *", Guards),
        Pattern("", $"upstream\n{Fallthrough}", "proxy . *", "reload\n"),
    ];

    /// <summary>Whether nobody changed a Corefile but for the cluster's domain and resolvers, or there is nothing in it.</summary>
    public static bool Contain(string text)
    {
        var corefile = Corefile.Parse(text);
        return corefile.LostLine is null
            && (corefile.Servers.Count == 0 || Array.Exists(Defaults, pattern => Matches(corefile.Servers, pattern.Servers)));
    }

    /// <summary>Whether a Corefile is as another is, in which <c>*</c> stands for one word.</summary>
    public static bool AreLike(string text, string pattern)
    {
        var corefile = Corefile.Parse(text);
        return corefile.LostLine is null && Matches(corefile.Servers, Corefile.Parse(pattern).Servers);
    }

    private static Corefile Pattern(string health, string kubernetes, string upstream, string end) => Corefile.Parse(
        $".:53 {{\nerrors\nhealth{health}\nkubernetes * *** {{\npods insecure\n{kubernetes}}}\nprometheus :9153\n{upstream}\ncache 30\n{end}}}");

    // The order of lines does not matter, but for which of several of a name is which.
    private static bool Matches(IReadOnlyList<CorefileEntry> entries, IReadOnlyList<CorefileEntry> patterns) =>
        entries.Count == patterns.Count
        && entries.All(entry => patterns.FirstOrDefault(pattern => Matches(entry.Words, pattern.Words)) is { } match
            && Matches(entry.Children, match.Children));

    private static bool Matches(IReadOnlyList<string> words, IReadOnlyList<string> pattern)
    {
        for (var at = 0; at < pattern.Count; at++)
        {
            if (pattern[at] == AnyWords)
            {
                return true;
            }

            if (pattern[at] != AnyWord && (at >= words.Count || pattern[at] != words[at]))
            {
                return false;
            }
        }

        return words.Count == pattern.Count;
    }
}
