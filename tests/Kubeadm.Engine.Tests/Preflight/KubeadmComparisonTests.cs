using System.Text.RegularExpressions;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Preflight;

/// <summary>On this very machine, side by side with the kubeadm that KUBEADM_BINARY names.</summary>
public sealed partial class KubeadmComparisonTests
{
    private const string Endpoint = "unix:///nowhere/containerd.sock";

    [SkippableTheory]
    [InlineData("10.96.0.0/12", "", "")]
    [InlineData("10.96.0.0/12,fd00:1::/112", "10.244.0.0/16,fd00:2::/64", "")]
    [InlineData("10.96.0.0/12", "10.244.0.0/16", "http://proxy:3128")]
    public async Task The_same_checks_fail_and_warn(string services, string pods, string proxy)
    {
        var kubeadm = Environment.GetEnvironmentVariable("KUBEADM_BINARY");
        Skip.If(string.IsNullOrEmpty(kubeadm), "KUBEADM_BINARY does not name a kubeadm to compare with");
        using var folder = new TemporaryFolder();
        using var busy = Occupy(10259);
        await File.WriteAllTextAsync(folder["config.yaml"], $$"""
            apiVersion: kubeadm.k8s.io/v1beta4
            kind: InitConfiguration
            nodeRegistration: {name: no-such-host, criSocket: "{{Endpoint}}"}
            localAPIEndpoint: {advertiseAddress: 192.0.2.2}
            ---
            apiVersion: kubeadm.k8s.io/v1beta4
            kind: ClusterConfiguration
            kubernetesVersion: v1.36.3
            networking: {serviceSubnet: "{{services}}", podSubnet: "{{pods}}"}
            """);

        var said = await new LocalProcessRunner().RunAsync(
            "env", [$"HTTPS_PROXY={proxy}", kubeadm!, "init", "phase", "preflight", "--dry-run", "--config", folder["config.yaml"]], default);
        var expected = Finding().Matches(said.Error).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value}").Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(expected);
        Assert.Equal(expected, (await OursAsync(services, pods, proxy)).Distinct().Order(StringComparer.Ordinal));
    }

    private static async Task<IEnumerable<string>> OursAsync(string services, string pods, string proxy)
    {
        var configuration = PreflightNode.Configuration();
        configuration.NodeRegistration.Name = "no-such-host";
        configuration.Cluster.Networking.ServiceSubnet = services;
        configuration.Cluster.Networking.PodSubnet = pods;
        await using var runtime = new CriContainerRuntime(Endpoint, new LocalFileSystem());
        var before = Environment.GetEnvironmentVariable("HTTPS_PROXY");
        Environment.SetEnvironmentVariable("HTTPS_PROXY", proxy);
        try
        {
            var verdicts = await PreflightRunner.RunAsync(new WorkflowChecks(new LocalNode(), runtime).ForInit(configuration), IgnoredChecks.None, default);
            return verdicts.SelectMany(v => v.Errors.Select(_ => $"ERROR {v.Name}").Concat(v.Warnings.Select(_ => $"WARNING {v.Name}")));
        }
        finally
        {
            Environment.SetEnvironmentVariable("HTTPS_PROXY", before);
        }
    }

    private static System.Net.Sockets.TcpListener Occupy(int port)
    {
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (System.Net.Sockets.SocketException)
        {
            // Someone else has it, which serves as well.
        }

        return listener;
    }

    [GeneratedRegex(@"\[(ERROR|WARNING) ([^\]]+)\]")]
    private static partial Regex Finding();
}
