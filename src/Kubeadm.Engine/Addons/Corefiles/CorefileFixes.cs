namespace Kubeadm.Engine.Addons.Corefiles;

/// <summary>How plugins and options are turned into what a release takes. What is given is never changed itself.</summary>
internal static class CorefileFixes
{
    private const string Forward = "forward";

    /// <summary>Everything, as the zone of a plugin.</summary>
    private const string EveryZone = ".";

    public static CorefileEntry? Drop(CorefileEntry option) => null;

    /// <summary>Only one API server is taken, which is the first.</summary>
    public static CorefileEntry KeepFirstArgument(CorefileEntry option) => option with { Words = [.. option.Words.Take(2)] };

    /// <summary>DNS over Google's HTTPS is gone.</summary>
    public static CorefileEntry? DropGoogle(CorefileEntry protocol) => protocol.Arguments.FirstOrDefault() == "https_google" ? null : protocol;

    public static CorefileEntry RenameToForward(CorefileEntry proxy) => proxy with { Words = [Forward, .. proxy.Arguments] };

    /// <summary>forward has no policy of the fewest connections; kubeadm's facts have this in its place.</summary>
    public static CorefileEntry ReplaceLeastConnections(CorefileEntry policy) =>
        policy.Words is [_, "least_conn"] ? policy with { Words = ["force_tcp"] } : policy;

    public static CorefileEntry? ReplaceProtocol(CorefileEntry protocol) =>
        protocol.Words is [_, "force_tcp", _, ..] ? protocol with { Words = ["force_tcp"] } : null;

    /// <summary>Zone transfers became a plugin of their own, for the first zone of the block's kubernetes.</summary>
    public static Corefile MoveTransfers(Corefile corefile) => corefile with { Servers = [.. corefile.Servers.Select(MoveTransfer)] };

    /// <summary>
    /// Forwarding of a single domain beside that of all others becomes a server block of the domain, since a block could have one
    /// forward only. One that follows right behind another that was moved stays, as kubeadm has it: the releases that are
    /// migrated to take several again.
    /// </summary>
    /// <exception cref="KubeadmException"><c>CorefileNotMigratable</c>: a block of other names or ports forwards a single domain.</exception>
    public static Corefile SplitStubDomains(Corefile corefile)
    {
        List<CorefileEntry> servers = [], own = [];
        foreach (var server in corefile.Servers)
        {
            var plugins = server.Children.ToList();
            for (var at = 0; at < plugins.Count; at++)
            {
                if (plugins[at].Name == Forward && plugins[at].Arguments.FirstOrDefault() != EveryZone)
                {
                    own.Add(BlockOf(plugins[at], server));
                    plugins.RemoveAt(at);
                }
            }

            servers.Add(server with { Children = plugins });
        }

        return corefile with { Servers = [.. servers, .. own] };
    }

    private static CorefileEntry MoveTransfer(CorefileEntry server)
    {
        var kubernetes = server.Children.FindAll(plugin => plugin.Name == "kubernetes");
        var transfer = kubernetes.SelectMany(plugin => plugin.Children).LastOrDefault(option => option.Name == "transfer");
        return transfer is { Words.Count: > 2 }
            ? server with { Children = [.. server.Children, Added(["transfer", .. kubernetes[^1].Arguments.Take(1)], Added(["to", .. transfer.Words.Skip(2)]))] }
            : server;
    }

    private static CorefileEntry BlockOf(CorefileEntry forward, CorefileEntry server)
    {
        if (forward.Words.Count < 2)
        {
            throw CorefileErrors.NotMigratable(forward.Line, "forward says neither for which domain nor where to");
        }

        if (server.Words is not ["." or ".:53"])
        {
            throw CorefileErrors.NotMigratable(
                forward.Line, $"the server block {string.Join(' ', server.Words)} forwards {forward.Words[1]} alone, and only a block of . or .:53 can be divided");
        }

        return Added(
            [forward.Words[1]],
            forward with { Words = [Forward, EveryZone, .. forward.Words.Skip(2)] },
            Added(["loop"]),
            Added(["errors"]),
            Added(["cache", "30"]));
    }

    private static CorefileEntry Added(IReadOnlyList<string> words, params CorefileEntry[] children) => new(words, 0) { Children = [.. children] };
}
