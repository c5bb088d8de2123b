using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Linux;
using Kubeadm.Engine.Recording;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Recording;

public sealed class RecordingNodeTests
{
    [Fact]
    public async Task Nothing_reaches_the_node_beneath()
    {
        using var folder = new TemporaryFolder();
        var beneath = new FakeNode();
        beneath.FakeSystem.Mounts.Add("/var/lib/kubelet/pods/x");
        var node = new RecordingNode(beneath, folder.Path);

        await node.Services!.RestartAsync("kubelet", default);
        await node.Processes.RunAsync("systemctl", ["poweroff"], default);
        node.System.Unmount("/var/lib/kubelet/pods/x", 0);
        node.Files.CreateDirectory("/etc/kubernetes", NodeFileModes.PublicDirectory);

        Assert.Empty(beneath.FakeServices!.Calls);
        Assert.Empty(beneath.FakeProcesses.Calls);
        Assert.Empty(beneath.FakeSystem.Unmounted);
        Assert.False(beneath.Memory.DirectoryExists("/etc/kubernetes"));
        Assert.Equal(["restart kubelet"], node.ServiceCalls);
        Assert.Empty(node.System.MountsBelow("/var/lib/kubelet"));
    }

    [Fact]
    public async Task Whether_a_service_exists_is_asked_of_the_machine_once()
    {
        var processes = new FakeProcesses();
        var services = new RecordingServiceManager(new SystemdServiceManager(processes));

        await services.ExistsAsync("kubelet", default);
        await services.RestartAsync("kubelet", default);
        await services.ExistsAsync("kubelet", default);
        await services.ExistsAsync("firewalld", default);

        Assert.Equal(["systemctl status kubelet", "systemctl status firewalld"], processes.Calls);
    }
}
