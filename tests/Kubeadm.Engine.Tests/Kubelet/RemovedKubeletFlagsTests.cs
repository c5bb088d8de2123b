using Kubeadm.Engine.Kubelet;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Kubelet;

public sealed class RemovedKubeletFlagsTests
{
    [Theory]
    [InlineData("--pod-infra-container-image=registry.k8s.io/pause:3.10.1", true)]
    [InlineData("--pod-infra-container-image", true)]
    [InlineData("-network-plugin=cni", true)]
    [InlineData("--container-runtime=remote", true)]
    [InlineData("--container-runtime-endpoint=unix:///run/containerd/containerd.sock", false)]
    [InlineData("--v=2", false)]
    [InlineData("", false)]
    public void A_flag_is_known_by_its_whole_name(string flag, bool isRemoved) => Assert.Equal(isRemoved, RemovedKubeletFlags.Contains(flag));

    [Fact]
    public void Users_flags_are_found_in_both_files_with_their_file()
    {
        var node = new FakeNode();
        node.Memory.Add("/etc/default/kubelet", "# KUBELET_EXTRA_ARGS=--no\nKUBELET_EXTRA_ARGS=\"--v=2\t--max-pods=7 word\"\nOTHER=--no\n");
        node.Memory.Add("/etc/sysconfig/kubelet", "  KUBELET_EXTRA_ARGS='--v=3'\r\n");

        Assert.Equal(
            [("/etc/default/kubelet", "--v=2"), ("/etc/default/kubelet", "--max-pods=7"), ("/etc/sysconfig/kubelet", "--v=3")],
            UserKubeletFlags.Find(node.Memory));
    }

    [Fact]
    public void Where_there_is_no_file_there_are_no_flags() => Assert.Empty(UserKubeletFlags.Find(new FakeNode().Memory));
}
