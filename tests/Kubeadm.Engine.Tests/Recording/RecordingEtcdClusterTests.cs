using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Recording;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Recording;

public sealed class RecordingEtcdClusterTests : IDisposable
{
    private static readonly EtcdConnection Connection = new(["https://cp1:2379"], [], [], []);

    private readonly FakeEtcdCluster _live = new(FakeEtcdCluster.Voter(1, "cp1"), FakeEtcdCluster.Voter(2, "cp2"));

    public void Dispose() => _live.Dispose();

    [Fact]
    public async Task A_whole_join_is_recorded_and_the_real_cluster_only_read()
    {
        await using var cluster = new RecordingEtcdCluster(Connection, _live);
        var membership = new EtcdMembership(cluster, new EtcdRetry(TimeSpan.Zero));

        var announcement = await membership.AnnounceAsync("cp3", "https://cp3:2380", default);
        var promotion = await membership.PromoteAsync("cp3", "https://cp3:2380", default);
        var health = await new EtcdHealth(cluster, new EtcdRetry(TimeSpan.Zero)).WaitForAvailableAsync(default);

        Assert.Equal(["cp1", "cp2", "cp3"], announcement.InitialCluster.Select(peer => peer.Name));
        Assert.Equal(ChangeAction.Update, promotion.Action);
        Assert.True(health.HasQuorum);
        Assert.Equal(["Create EtcdMember https://cp3:2380", "Update EtcdMember cp3"], cluster.Changes.Select(change => change.ToString()));
        Assert.Equal(2, _live.Members.Count);
        Assert.DoesNotContain(_live.Requests, request => request.StartsWith("add", StringComparison.Ordinal) || request.StartsWith("promote", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_removal_is_recorded_and_seen_by_later_reads()
    {
        await using var cluster = new RecordingEtcdCluster(Connection, _live);
        var membership = new EtcdMembership(cluster, new EtcdRetry(TimeSpan.Zero));

        Assert.Equal(EtcdRemovalOutcome.Removed, (await membership.RemoveAsync("cp2", "https://cp2:2380", default)).Outcome);
        Assert.Equal(EtcdRemovalOutcome.AlreadyGone, (await membership.RemoveAsync("cp2", "https://cp2:2380", default)).Outcome);
        Assert.Equal(EtcdRemovalOutcome.LastMember, (await membership.RemoveAsync("cp1", "https://cp1:2380", default)).Outcome);

        Assert.Equal(["Delete EtcdMember cp2"], cluster.Changes.Select(change => change.ToString()));
        Assert.Equal(2, _live.Members.Count);
    }

    [Fact]
    public async Task Without_a_real_cluster_it_answers_from_the_members_it_was_given()
    {
        await using var cluster = new RecordingEtcdCluster(Connection, members: [FakeEtcdCluster.Voter(7, "cp1")]);

        await cluster.SynchronizeAsync(default);

        Assert.Equal(["https://cp1:2379"], cluster.Endpoints);
        Assert.Equal("cp1", Assert.Single(await cluster.ListMembersAsync(default)).Name);
        Assert.Equal(7UL, (await cluster.GetStatusAsync("https://cp1:2379", default)).Leader);
    }

    [Fact]
    public async Task It_closes_the_real_cluster()
    {
        await new RecordingEtcdCluster(Connection, _live).DisposeAsync();
        Assert.True(_live.IsDisposed);
    }
}
