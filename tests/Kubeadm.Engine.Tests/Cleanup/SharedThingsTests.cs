using Kubeadm.Engine.Cleanup;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Cleanup;

public sealed class SharedThingsTests
{
    private readonly FakeNode _node = new();

    [Fact]
    public void What_is_there_is_told_and_what_is_not_there_is_not()
    {
        Assert.Equal(["iptables, nftables and IPVS rules"], Targets());

        _node.Memory.Add("/etc/cni/net.d/10-bridge.conf", "{}").Add("/root/.kube/config", "").Add("/home/someone/.kube/config", "");
        _node.FakeSystem.Environment["HOME"] = "/root";
        _node.FakeSystem.Environment["SUDO_USER"] = "someone";

        Assert.Equal(["/etc/cni/net.d", "iptables, nftables and IPVS rules", "/root/.kube/config", "/home/someone/.kube/config"], Targets());
    }

    [Fact]
    public void On_Windows_it_is_other_rules()
    {
        _node.FakeSystem.IsWindows = true;

        Assert.Equal(["HNS networks and policies"], Targets());
    }

    private IEnumerable<string> Targets() => new SharedThings(_node).Find().Select(leftover => leftover.Target);
}
