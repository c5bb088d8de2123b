using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Kubeconfig;

public sealed class KubeconfigLocationTests
{
    private const string Admin = "/etc/kubernetes/admin.conf";
    private readonly FakeNode _node = new() { FakeSystem = { Environment = { ["HOME"] = "/home/u" } } };

    [Fact]
    public void What_is_given_is_taken_whether_it_is_there_or_not() => Assert.Equal("/nowhere", KubeconfigLocation.Find(_node, "/nowhere"));

    [Fact]
    public void The_users_own_comes_before_the_administrators()
    {
        _node.Memory.Add(Admin, "");
        Assert.Equal(Admin, KubeconfigLocation.Find(_node, null));

        _node.Memory.Add("/home/u/.kube/config", "");
        Assert.Equal("/home/u/.kube/config", KubeconfigLocation.Find(_node, ""));
    }

    [Fact]
    public void Of_those_the_variable_lists_the_first_that_is_there_is_taken_and_the_users_own_is_not()
    {
        _node.FakeSystem.Environment["KUBECONFIG"] = "/a:/b";
        _node.Memory.Add("/home/u/.kube/config", "").Add(Admin, "");
        Assert.Equal(Admin, KubeconfigLocation.Find(_node, null));

        _node.Memory.Add("/b", "");
        Assert.Equal("/b", KubeconfigLocation.Find(_node, null));
    }

    [Fact]
    public void Where_none_is_there_the_first_is_named() => Assert.Equal("/home/u/.kube/config", KubeconfigLocation.Find(_node, null));
}
