using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Configuration.Components;

public class KubeletConfigurationDocumentTests
{
    private readonly FakeNode _node = new();

    [Fact]
    public async Task A_node_with_systemd_resolved_has_its_resolver_configuration()
    {
        _node.FakeServices!.Active.Add("systemd-resolved");
        var kubelet = new KubeletConfiguration();

        var own = await KubeletConfigurationDocument.ForNodeAsync(kubelet, _node, _ => Assert.Fail("warned"), CancellationToken.None);

        Assert.Equal("/run/systemd/resolve/resolv.conf", own.ResolverConfig);
        Assert.Null(kubelet.ResolverConfig);
    }

    [Fact]
    public async Task Another_resolver_configuration_is_kept_with_a_warning()
    {
        _node.FakeServices!.Active.Add("systemd-resolved");
        List<string> warnings = [];

        var own = await KubeletConfigurationDocument.ForNodeAsync(new() { ResolverConfig = "/etc/own.conf" }, _node, warnings.Add, CancellationToken.None);

        Assert.Equal("/etc/own.conf", own.ResolverConfig);
        Assert.Single(warnings);
    }

    [Fact]
    public async Task Paths_get_the_drive_on_Windows()
    {
        _node.FakeSystem.IsWindows = true;
        _node.FakeSystem.Environment["SystemDrive"] = "D:";

        var own = await KubeletConfigurationDocument.ForNodeAsync(new() { StaticPodPath = "/etc/kubernetes/manifests" }, _node, _ => { }, CancellationToken.None);

        Assert.Equal(@"D:\etc\kubernetes\manifests", own.StaticPodPath);
        Assert.Equal("", own.ResolverConfig);
    }
}
