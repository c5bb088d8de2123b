using Kubeadm.Engine.Health;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Health;

public sealed class CrashLoopTests
{
    private ScriptedRuntime Runtime { get; } = new();
    private readonly LeapingClock _clock = new();

    [Fact]
    public async Task A_container_that_ended_at_its_third_start_is_found()
    {
        Runtime.Looks = [[Container("c1", "Running", 0)], [Container("c1", "Exited", 0)], [Container("c2", "Exited", 1)], [Container("c2", "Exited", 1), Container("c3", "Running", 2)], [Container("c3", "Exited", 2)]];

        Assert.Equal("c3", (await FindAsync(null)).Id);
        Assert.Equal(5, Runtime.Asked);
        Assert.Equal(4, _clock.Waits.Count);
    }

    [Fact]
    public async Task A_runtime_that_does_not_answer_for_a_while_ends_no_look()
    {
        Runtime.Looks = [[], [Container("c5", "Exited", 5)], [Container("c6", "Exited", 6)], [Container("c7", "Exited", 7)], [Container("c8", "Exited", 8)]];
        Runtime.OnLook = look =>
        {
            if (look == 1)
            {
                throw new KubeadmException("ContainerRuntimeUnreachable", "there is no such socket");
            }
        };

        Assert.Equal("c8", (await FindAsync(null)).Id);
    }

    [Fact]
    public async Task Containers_from_before_and_those_of_other_Pods_do_not_count()
    {
        var others = new[]
        {
            Container("old", "Exited", 7), Container("c8", "Exited", 8) with { PodName = "etcd-cp2" }, Container("c9", "Exited", 9) with { PodNamespace = "default" },
        };
        Runtime.Looks = [[.. others, Container("c1", "Running", 0)], [.. others, Container("c4", "Exited", 3)]];

        Assert.Equal("c4", (await FindAsync(new HashSet<string> { "old" })).Id);
        Assert.Equal(2, Runtime.Asked);
    }

    [Fact]
    public async Task Of_a_Pod_that_is_the_same_as_before_only_what_ends_from_then_on_counts()
    {
        Runtime.Looks = [[Container("c5", "Exited", 5)], [Container("c6", "Running", 6)], [Container("c6", "Exited", 6)], [Container("c7", "Exited", 7)], [Container("c8", "Exited", 8)]];

        Assert.Equal("c8", (await FindAsync(null)).Id);
    }

    [Fact]
    public async Task The_end_of_one_that_ran_at_first_counts_too()
    {
        Runtime.Looks = [[Container("c5", "Running", 5)], [Container("c5", "Exited", 5)], [Container("c6", "Exited", 6)], [Container("c7", "Exited", 7)], [Container("c8", "Exited", 8)]];

        Assert.Equal("c7", (await FindAsync(null)).Id);
    }

    [Fact]
    public async Task Containers_of_a_Pod_that_was_replaced_do_not_count_however_they_start()
    {
        Runtime.Looks =
        [
            [Container("o1", "Running", 0) with { PodUid = "old" }],
            [Container("o2", "Exited", 6) with { PodUid = "old" }, Container("n1", "Exited", 1) with { PodUid = "new" }],
            [Container("o3", "Exited", 7) with { PodUid = "old" }, Container("n2", "Exited", 2) with { PodUid = "new" }],
            [Container("o4", "Exited", 8) with { PodUid = "old" }, Container("n3", "Exited", 3) with { PodUid = "new" }],
        ];
        var former = FormerContainers.Of([Container("o1", "Running", 0) with { PodUid = "old" }]);

        Assert.Equal("n3", (await new CrashLoop(Runtime, _clock).FindAsync("kube-system", "etcd-cp1", former, default)).Container.Id);
    }

    [Fact]
    public async Task One_that_came_back_with_its_former_manifest_is_not_charged_with_its_former_ends()
    {
        Runtime.Looks =
        [
            [Container("o5", "Exited", 5)], [Container("o5", "Exited", 5), Container("n6", "Exited", 6)], [Container("n6", "Exited", 6), Container("n7", "Exited", 7)],
            [Container("n7", "Exited", 7), Container("n8", "Running", 8)], [Container("n8", "Exited", 8)],
        ];

        var (container, ends) = await new CrashLoop(Runtime, _clock).FindAsync("kube-system", "etcd-cp1", FormerContainers.Of(new HashSet<string> { "o5" }), default);

        Assert.Equal(("n8", 3), (container.Id, ends));
    }

    [Fact]
    public async Task Each_container_of_a_Pod_has_ends_of_its_own()
    {
        var sidecar = Container("s", "Running", 1) with { Name = "sidecar" };
        Runtime.Looks = [[Container("n6", "Exited", 6), sidecar], [Container("n7", "Exited", 7), sidecar], [Container("n8", "Exited", 8), sidecar]];

        Assert.Equal("n8", (await FindAsync(new HashSet<string> { "old" })).Id);
        Assert.Equal(3, Runtime.Asked);
    }

    [Fact]
    public async Task Of_one_that_was_not_there_at_first_all_that_ends_counts()
    {
        Runtime.Looks = [[], [Container("c1", "Exited", 0)], [Container("c2", "Exited", 1)], [Container("c3", "Exited", 2)]];

        Assert.Equal("c3", (await FindAsync(null)).Id);
    }

    [Fact]
    public async Task Cancelling_ends_the_look()
    {
        using var cancel = new CancellationTokenSource();
        Runtime.Looks = [[Container("c1", "Running", 0)]];
        Runtime.OnLook = look =>
        {
            if (look == 3)
            {
                cancel.Cancel();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new CrashLoop(Runtime, _clock).FindAsync("kube-system", "etcd-cp1", FormerContainers.None, cancel.Token));
    }

    private static RuntimeContainer Container(string id, string state, int attempt) => new(id, "etcd", "etcd-cp1", "kube-system", state, attempt);

    private async Task<RuntimeContainer> FindAsync(IReadOnlySet<string>? former) =>
        (await new CrashLoop(Runtime, _clock).FindAsync("kube-system", "etcd-cp1", former is null ? FormerContainers.None : FormerContainers.Of(former), default)).Container;
}
