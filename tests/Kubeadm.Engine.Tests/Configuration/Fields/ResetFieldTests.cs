using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.Tests.Workflows.Reset;
using Kubeadm.Engine.Workflows.Reset;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Configuration.Fields;

/// <summary>Every field of what <c>reset</c> reads changes something in what it does or says. Those that do not are listed with the reason.</summary>
public sealed class ResetFieldTests
{
    [Fact]
    public async Task Fields_of_a_reset()
    {
        var silent = await new FieldSweep(typeof(ResetConfiguration), RunAsync)
        {
            Base = JsonNode.Parse("""{ "apiVersion": "kubeadm.k8s.io/v1beta4", "kind": "ResetConfiguration" }""")!.AsObject(),
            Around = new Dictionary<string, string> { ["ignorePreflightErrors"] = """{ "ignorePreflightErrors": ["Swap"] }""" },
            Values = new Dictionary<string, string>
            {
                ["certificatesDir"] = "\"/etc/kubernetes/other\"",
                ["criSocket"] = "\"unix:///run/other.sock\"",
                ["ignorePreflightErrors"] = """["IsPrivilegedUser"]""",
                ["skipPhases"] = """["remove-etcd-member"]""",
                ["unmountFlags"] = """["MNT_FORCE"]""",
            },
        }.FindSilentAsync();
        Assert.Equal(
            [
                // They bound waits, and all that is asked here answers at once; a reset has use for the API's and etcd's alone.
                "timeouts.controlPlaneComponentHealthCheck",
                "timeouts.kubeletHealthCheck",
                "timeouts.kubernetesAPICall",
                "timeouts.etcdAPICall",
                "timeouts.tlsBootstrap",
                "timeouts.discovery",
                "timeouts.upgradeManifests",
            ],
            silent);
    }

    /// <summary>There is no upgrade yet: what it does with each field, its own tests will tell. Until then each is at least read.</summary>
    [Fact]
    public async Task Fields_of_an_upgrade_are_read()
    {
        var silent = await new FieldSweep(typeof(UpgradeConfiguration), ReadUpgradeAsync)
        {
            Base = JsonNode.Parse("""{ "apiVersion": "kubeadm.k8s.io/v1beta4", "kind": "UpgradeConfiguration" }""")!.AsObject(),
            Values = new Dictionary<string, string>
            {
                [@".*\.kubernetesVersion"] = "\"v1.36.2\"",
                [@".*\.imagePullPolicy"] = "\"Never\"",
                [@".*\.(certificateRenewal|etcdUpgrade|imagePullSerial)"] = "false",
                [@".*\.skipPhases"] = """["addon"]""",
                [@".*\.directory"] = "\"/patches\"",
            },
        }.FindSilentAsync();
        Assert.Equal([], silent);
    }

    private static async Task<string> RunAsync(JsonObject configuration)
    {
        using var node = await ResetNode.ControlPlaneAsync();
        node.Node.FakeSystem.IsPrivileged = configuration["ignorePreflightErrors"] is null;
        node.Files.Add("/etc/kubernetes/tmp/left", "x").Add("/etc/kubernetes/other/ca.crt", "CA");
        List<string> endpoints = [];
        var ports = node.Ports() with
        {
            ConnectRuntime = endpoint =>
            {
                endpoints.Add(endpoint);
                return node.Runtime;
            },
        };
        string outcome;
        try
        {
            var result = await new ResetWorkflow(ports, node.Observer).RunAsync(new ResetRequest { Configuration = configuration.ToJsonString() }, default);
            outcome = $"dry: {result.DryRun}";
        }
        catch (WorkflowException refused)
        {
            outcome = refused.Message;
        }

        var asks = await new ResetWorkflow(ports, new RecordingObserver()).NeedsConsentAsync(new ResetRequest { Configuration = configuration.ToJsonString() }, default);
        return string.Join('\n', [
            outcome, $"asks: {asks}", .. Tree(node.Files, "/etc/kubernetes"), .. Tree(node.Files, "/var/lib"), .. endpoints.Distinct(),
            .. node.Node.FakeServices!.Calls, .. node.Node.FakeSystem.UnmountFlags.Select(flags => $"unmounted with {flags}"),
            .. node.Observer.Lines, .. node.Observer.Warnings, .. node.Observer.Results.Select(phase => phase.ToString()),
        ]);
    }

    private static async Task<string> ReadUpgradeAsync(JsonObject configuration)
    {
        var options = new LoadOptions { VersionResolver = Engine.Versions.VersionResolver.Offline };
        var loaded = await ConfigurationLoader.LoadUpgradeAsync(configuration.ToJsonString(), [], new FakeNode(), options, default);
        return ApiSerializer.ToJson(loaded.Configuration).ToJsonString();
    }

    private static IEnumerable<string> Tree(MemoryFileSystem files, string folder) => !files.DirectoryExists(folder)
        ? []
        : files.List(folder).SelectMany(name => Tree(files, $"{folder}/{name}").Prepend($"{folder}/{name}"));
}
