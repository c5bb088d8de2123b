using System.Text.RegularExpressions;
using static Kubeadm.Engine.Addons.Corefiles.CorefileState;

namespace Kubeadm.Engine.Addons.Corefiles;

/// <summary>
/// What CoreDNS' releases made of plugins and options: the facts that kubeadm v1.36 goes by, which it has from the library
/// github.com/coredns/corefile-migration. CoreDNS itself has more plugins; of those nothing is known here.
/// </summary>
internal static partial class CorefileFacts
{
    /// <summary>The release in which the facts begin.</summary>
    private const string First = "1.1.4";

    /// <summary>The plugins.</summary>
    public static IReadOnlyList<CorefileTerm> Plugins { get; } =
    [
        Plugin("autopath", First),
        Plugin("cache", First, [
            .. Options(First, "success", "denial", "prefetch"),
            Option("serve_stale", new("1.6.6", Taken), new("1.7.0", Unknown), new("1.9.4", Taken)),
            .. Options("1.9.4", "disable", "servfail"),
            Option("keepttl", new CorefileFact("1.10.1", Taken))]),
        Plugin("errors", First, [.. Options("1.2.6", "consolidate"), .. Options("1.9.3", "stacktrace")]),
        Plugin("forward", First, [
            .. Options(First, "except", "expire", "force_tcp", "health_check", "max_fails", "policy", "tls", "tls_servername"),
            .. Options("1.2.0", "prefer_udp"),
            Option("max_concurrent", new("1.6.9", Taken), new("1.7.0", Default) { Words = ["max_concurrent", "1000"] }, new("1.7.1", Taken)),
            .. Options("1.11.4", "next"),
            Option("fail_fast", new("1.11.4", Taken), new("1.12.0", Unknown)),
            .. Options("1.12.0", "failfast_all_unhealthy_upstreams")]),
        Plugin("health", First, [
            Option("lameduck", new(First, Taken), new("1.6.5", Default) { Words = ["lameduck", "5s"] }, new("1.6.6", Taken))]),
        Plugin("hosts", First, [
            .. Options(First, "fallthrough", "no_reverse", "reload", "ttl"),
            new("an IPv4 address", [new(First, Taken)]) { Pattern = AddressOfFour() },
            new("an IPv6 address", [new(First, Taken)]) { Pattern = AddressOfSix() }]),
        Plugin("k8s_external", "1.3.0", [.. Options("1.3.0", "apex", "ttl"), .. Options("1.11.0", "fallthrough")]),
        Plugin("kubernetes", First, [
            .. Options(First, "endpoint_pod_names", "fallthrough", "ignore", "labels", "namespaces", "noendpoints", "pods", "tls", "ttl"),
            .. Options("1.2.3", "kubeconfig"),
            Option("endpoint", new(First, Taken), new("1.3.1", Deprecated), new("1.4.0", Ignored) { Fix = CorefileFixes.KeepFirstArgument }),
            Option(
                "resyncperiod",
                new(First, Taken),
                new("1.5.0", Deprecated),
                new("1.6.0", Ignored) { Fix = CorefileFixes.Drop },
                new("1.7.0", Removed) { Fix = CorefileFixes.Drop },
                new("1.8.0", Unknown)),
            Option("transfer", new(First, Taken), new("1.8.0", Removed) { Fix = CorefileFixes.Drop }, new("1.8.3", Unknown)),
            Option(
                "upstream",
                new(First, Taken),
                new("1.4.0", Deprecated),
                new("1.5.0", Ignored) { Fix = CorefileFixes.Drop },
                new("1.7.0", Removed) { Fix = CorefileFixes.Drop },
                new("1.8.0", Unknown))]),
        Plugin("loadbalance", First),
        Plugin("log", First, [.. Options(First, "class")]),
        new("loop", [new("1.2.1", Default) { Words = ["loop"], Beside = ["forward", "proxy"] }, new("1.2.2", Taken)]),
        Plugin("prometheus", First),
        Proxy(),
        new("ready", [new("1.5.0", Default) { Words = ["ready"], Beside = ["kubernetes"] }, new("1.5.1", Taken)]),
        Plugin("reload", First),
        Plugin("rewrite", First, [.. Options(First, "class", "edns0", "name", "type"), .. Options("1.2.3", "ttl"), .. Options("1.11.0", "cname_target")]),
        Plugin("transfer", "1.8.0", [.. Options("1.8.0", "to")]),
    ];

    /// <summary>What concerns more than one plugin or server block, by release: done before its other changes.</summary>
    public static IReadOnlyDictionary<string, Func<Corefile, Corefile>> Before { get; } =
        new Dictionary<string, Func<Corefile, Corefile>> { ["1.8.0"] = CorefileFixes.MoveTransfers };

    /// <summary>What concerns more than one plugin or server block, by release: done after its other changes.</summary>
    public static IReadOnlyDictionary<string, Func<Corefile, Corefile>> After { get; } =
        new Dictionary<string, Func<Corefile, Corefile>> { ["1.4.0"] = CorefileFixes.SplitStubDomains, ["1.5.0"] = CorefileFixes.SplitStubDomains };

    /// <summary>A plugin; null where nothing is known of it.</summary>
    public static CorefileTerm? Find(string plugin) => Plugins.FirstOrDefault(term => term.Name == plugin);

    // CoreDNS replaced it by forward, which does without most of its options.
    private static CorefileTerm Proxy()
    {
        const string Replaced = "1.5.0";
        CorefileTerm Until(string name, Func<CorefileEntry, CorefileEntry?> fix, params CorefileFact[] before) =>
            new(name, [.. before, new(Replaced, Taken) { Fix = fix }]);
        CorefileTerm Dropped(string name) => Until(name, CorefileFixes.Drop, new CorefileFact(First, Taken));

        return new("proxy", [new(First, Taken), new("1.4.0", Deprecated), new(Replaced, Removed) { Fix = CorefileFixes.RenameToForward }, new("1.5.1", Unknown)])
        {
            Options =
            [
                .. Options(First, "except"),
                Dropped("fail_timeout"),
                Dropped("health_check"),
                Dropped("max_fails"),
                Dropped("spray"),
                Until("policy", CorefileFixes.ReplaceLeastConnections, new CorefileFact(First, Taken)),
                Until(
                    "protocol",
                    CorefileFixes.ReplaceProtocol,
                    new(First, Ignored) { Fix = CorefileFixes.DropGoogle },
                    new("1.2.0", Removed) { Fix = CorefileFixes.DropGoogle },
                    new("1.4.0", Taken)),
            ],
        };
    }

    private static CorefileTerm Plugin(string name, string since, params CorefileTerm[] options) => new(name, [new(since, Taken)]) { Options = options };

    private static IEnumerable<CorefileTerm> Options(string since, params string[] names) => names.Select(name => Option(name, new CorefileFact(since, Taken)));

    private static CorefileTerm Option(string name, params CorefileFact[] facts) => new(name, facts);

    [GeneratedRegex(@"[0-9]{1,3}(\.[0-9]{1,3}){3}")]
    private static partial Regex AddressOfFour();

    [GeneratedRegex("[0-9A-Fa-f]{1,4}:[0-9A-Fa-f:]+:[0-9A-Fa-f]{1,4}")]
    private static partial Regex AddressOfSix();
}
