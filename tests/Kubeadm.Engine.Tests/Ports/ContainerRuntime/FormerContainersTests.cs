using Kubeadm.Engine.Ports.ContainerRuntime;

namespace Kubeadm.Engine.Tests.Ports.ContainerRuntime;

/// <summary>Which containers do not count when new ones are waited for.</summary>
public sealed class FormerContainersTests
{
    [Fact]
    public void None_keeps_none_from_counting()
    {
        Assert.True(FormerContainers.None.IsNone);
        Assert.False(FormerContainers.None.Contains(Container("c1", "old")));
        Assert.True(FormerContainers.Of(Array.Empty<RuntimeContainer>()).IsNone);
    }

    [Fact]
    public void Of_containers_neither_they_count_nor_what_the_Pod_starts_that_runs()
    {
        var former = FormerContainers.Of([Container("c1", "old"), Container("c0", "old", "Exited")]);

        Assert.False(former.IsNone);
        Assert.All([Container("c0", "old", "Exited"), Container("c1", "old"), Container("c2", "old")], container => Assert.True(former.Contains(container)));
        Assert.False(former.Contains(Container("c3", "new")));
    }

    [Fact]
    public void What_is_left_of_a_Pod_that_is_gone_does_not_keep_its_return_from_counting()
    {
        var former = FormerContainers.Of([Container("c1", "gone", "Exited"), Container("c2", "old")]);

        Assert.True(former.Contains(Container("c1", "gone", "Exited")));
        Assert.False(former.Contains(Container("c3", "gone")));
    }

    [Fact]
    public void Where_none_runs_any_of_the_Pods_may_be_the_one_that_is_there()
    {
        var former = FormerContainers.Of([Container("c1", "old", "Exited")]);

        Assert.True(former.Contains(Container("c2", "old")));
    }

    [Fact]
    public void Of_identifiers_another_container_of_the_same_Pod_counts()
    {
        var former = FormerContainers.Of(new HashSet<string> { "c1" });

        Assert.True(former.Contains(Container("c1", "old")));
        Assert.False(former.Contains(Container("c2", "old")));
    }

    [Fact]
    public void Of_a_runtime_that_does_not_tell_Pods_only_the_containers_themselves_do_not_count()
    {
        var former = FormerContainers.Of([Container("c1", "")]);

        Assert.True(former.Contains(Container("c1", "")));
        Assert.False(former.Contains(Container("c2", "")));
    }

    [Fact]
    public void Except_the_Pods_of_an_earlier_time_what_those_start_anew_counts()
    {
        var earlier = FormerContainers.Of([Container("c1", "old")]);
        var former = FormerContainers.Of([Container("c1", "old", "Exited"), Container("c2", "new", "Exited")]).ExceptPodsOf(earlier);

        Assert.True(former.Contains(Container("c1", "old")));
        Assert.True(former.Contains(Container("c3", "new")));
        Assert.False(former.Contains(Container("c4", "old")));
    }

    private static RuntimeContainer Container(string id, string pod, string state = RuntimeContainer.Running) => new(id, "etcd", "etcd-cp1", "kube-system", state, 0) { PodUid = pod };
}
