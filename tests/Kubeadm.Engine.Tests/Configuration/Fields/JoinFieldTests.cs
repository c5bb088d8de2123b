using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Tests.Workflows.Join;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Configuration.Fields;

/// <summary>Every field of what <c>join</c> reads changes something in what it makes or says. Those that do not are listed with the reason.</summary>
public sealed class JoinFieldTests
{
    [Fact]
    public async Task Fields_of_a_further_node()
    {
        using var joined = await JoinCase.CreateAsync();
        joined.Node.Clock = new LeapingClock();
        joined.Node.Memory.Add("/patches/kube-scheduler.yaml", "metadata: {labels: {patched: twice}}");
        var authority = Convert.ToBase64String(joined.SharedFile("ca.crt"));
        var discovery = $$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: k, cluster: {server: "https://{{JoinCase.Endpoint}}", certificate-authority-data: {{authority}} } }]
            contexts: [{name: k, context: {cluster: k, user: ""} }]
            current-context: k
            """;

        // The other is at an address that the cluster does not have, so that it is to be seen which is read.
        joined.Node.Memory.Add("/discovery.conf", discovery).Add("/copy.conf", discovery.Replace(JoinCase.Endpoint, "10.77.0.99:6443", StringComparison.Ordinal));
        var silent = await new FieldSweep(typeof(JoinConfiguration), json => RunAsync(joined, json))
        {
            Base = JsonNode.Parse($$"""
                {
                  "apiVersion": "kubeadm.k8s.io/v1beta4", "kind": "JoinConfiguration",
                  "discovery": { "bootstrapToken": { "token": "{{JoinCase.Token}}", "apiServerEndpoint": "{{JoinCase.Endpoint}}", "caCertHashes": ["{{joined.Pin}}"] } },
                  "controlPlane": { "certificateKey": "{{JoinCase.Key}}", "localAPIEndpoint": { "advertiseAddress": "{{JoinCase.Address}}" } }
                }
                """)!.AsObject(),
            Around = new Dictionary<string, string>
            {
                [@"discovery\.file\..*"] = """{ "discovery": { "bootstrapToken": null, "file": { "kubeConfigPath": "/copy.conf" }, "tlsBootstrapToken": "abcdef.0123456789abcdef" } }""",
                [@"nodeRegistration\.taints.*"] = """{ "nodeRegistration": { "taints": [{ "key": "a", "effect": "NoSchedule" }] } }""",
                [@"nodeRegistration\.kubeletExtraArgs.*"] = """{ "nodeRegistration": { "kubeletExtraArgs": [{ "name": "v", "value": "3" }] } }""",
            },
            Values = new Dictionary<string, string>
            {
                [@"nodeRegistration\.criSocket"] = "\"unix:///run/other.sock\"",
                [@"nodeRegistration\.ignorePreflightErrors"] = """["SystemVerification"]""",
                [@"nodeRegistration\.imagePullPolicy"] = "\"Never\"",
                [@"nodeRegistration\.imagePullSerial"] = "false",
                [@".*\.effect"] = "\"NoExecute\"",
                ["caCertPath"] = "\"/other/ca.crt\"",
                [@"discovery\.bootstrapToken\.token"] = "\"ghijkl.0123456789abcdef\"",
                [@"discovery\.bootstrapToken\.apiServerEndpoint"] = "\"10.77.0.99:6443\"",
                [@"discovery\.bootstrapToken\.caCertHashes"] = $"[\"sha256:{new string('0', 64)}\"]",
                [@"discovery\.tlsBootstrapToken"] = "\"ghijkl.0123456789abcdef\"",
                [@"discovery\.file\.kubeConfigPath"] = "\"/discovery.conf\"",
                [@"controlPlane\.localAPIEndpoint\.advertiseAddress"] = "\"10.77.0.14\"",
                [@"controlPlane\.certificateKey"] = $"\"{new string('1', 64)}\"",
                ["skipPhases"] = """["control-plane-join"]""",
                [@"patches\.directory"] = "\"/patches\"",
            },
        }.FindSilentAsync();
        Assert.Equal(
            [
                // The run is a dry one already.
                "dryRun",

                // A dry run pulls no image.
                "nodeRegistration.imagePullSerial",

                // It makes pins needless; those that are given are held to all the same.
                "discovery.bootstrapToken.unsafeSkipCAVerification",

                // They bound waits, and a dry run waits for nothing.
                "timeouts.kubeletHealthCheck",
                "timeouts.kubernetesAPICall",
                "timeouts.etcdAPICall",
                "timeouts.tlsBootstrap",
                "timeouts.discovery",
                "timeouts.upgradeManifests",
            ],
            silent);
    }

    /// <summary>Checks and discovery go on side by side, so that the order of what they say is by chance.</summary>
    private static IEnumerable<string> Sorted(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);

    /// <summary>A refusal is something to be seen too: a wrong pin ends the join.</summary>
    private static async Task<string> RunAsync(JoinCase joined, JsonObject configuration)
    {
        var observer = new RecordingObserver();
        joined.Kubeconfigs.Clear();
        var request = joined.DryRequest(new JoinFlags()) with { Configuration = configuration.ToJsonString(), IgnorePreflightErrors = [] };
        try
        {
            await new Engine.Workflows.Join.JoinWorkflow(joined.Ports(), observer).RunAsync(request, default);
        }
        catch (WorkflowException refused)
        {
            return Fingerprint.Of(refused.Message);
        }

        var files = Directory.EnumerateFiles(joined.Output, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetRelativePath(joined.Output, path)}:\n{File.ReadAllText(path)}");
        return Fingerprint.Of(string.Join('\n', [.. files, .. joined.Kubeconfigs.Distinct().Order(StringComparer.Ordinal), .. Sorted(observer.Lines), .. Sorted(observer.Warnings), .. observer.Results.Select(result => result.ToString())]));
    }
}
