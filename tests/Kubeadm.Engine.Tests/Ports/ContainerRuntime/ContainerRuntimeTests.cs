using System.Text;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.ContainerRuntime;

public sealed class ContainerRuntimeTests
{
    private readonly FakeNode _node = new();

    [Fact]
    public void Without_a_runtime_the_endpoint_is_containerds() =>
        Assert.Equal("unix:///var/run/containerd/containerd.sock", ContainerRuntimeEndpoints.Detect(_node));

    [Fact]
    public void The_one_runtime_that_listens_is_chosen()
    {
        _node.FakeNetwork.Listening.Add("/var/run/crio/crio.sock");

        Assert.Equal("unix:///var/run/crio/crio.sock", ContainerRuntimeEndpoints.Detect(_node));
    }

    [Fact]
    public void More_than_one_is_an_error_that_names_them()
    {
        _node.FakeNetwork.Listening.UnionWith(["/var/run/crio/crio.sock", "/var/run/cri-dockerd.sock"]);

        var error = Assert.Throws<KubeadmException>(() => ContainerRuntimeEndpoints.Detect(_node));

        Assert.Contains("unix:///var/run/crio/crio.sock, unix:///var/run/cri-dockerd.sock", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_has_pipes()
    {
        _node.FakeSystem.IsWindows = true;
        _node.FakeNetwork.Listening.Add(@"\\.\pipe\cri-dockerd");

        Assert.Equal("npipe:////./pipe/cri-dockerd", ContainerRuntimeEndpoints.Detect(_node));
    }

    [Theory]
    [InlineData("/run/x.sock", false, "unix:///run/x.sock", true)]
    [InlineData("unix:///run/x.sock", false, "unix:///run/x.sock", false)]
    [InlineData("//./pipe/x", true, "npipe:////./pipe/x", true)]
    public void A_bare_path_gets_the_nodes_scheme(string endpoint, bool isWindows, string expected, bool expectedBare)
    {
        var normal = ContainerRuntimeEndpoints.Normalize(endpoint, isWindows, out var wasBare);

        Assert.Equal((expected, expectedBare), (normal, wasBare));
    }

    [Fact]
    public void Log_lines_lose_time_and_stream_and_parts_are_joined()
    {
        var log = Encoding.UTF8.GetBytes(
            "2026-01-01T00:00:00Z stdout F first\n2026-01-01T00:00:01Z stderr P one \n2026-01-01T00:00:01Z stderr F line\n2026-01-01T00:00:02Z stderr F \n");

        Assert.Equal(["one line", ""], CriLog.LastLines(log, 2));
    }
}
