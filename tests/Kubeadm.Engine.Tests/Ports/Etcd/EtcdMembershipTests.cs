using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Etcd;

/// <summary>Members that are announced and removed.</summary>
public sealed class EtcdMembershipTests : EtcdMembershipCase
{
    [Fact]
    public async Task A_new_member_is_announced_as_a_learner_under_its_own_name()
    {
        var announcement = await Membership.AnnounceAsync("cp2", Url, default);

        Assert.Equal([new EtcdPeer("cp1", FakeEtcdCluster.PeerUrl("cp1")), new EtcdPeer("cp2", Url)], announcement.InitialCluster);
        Assert.Equal(new Change(ChangeKind.EtcdMember, "cp2", ChangeAction.Create), announcement.Change);
        Assert.True(Cluster.Members[1].IsLearner);
    }

    [Fact]
    public async Task A_learner_that_a_killed_join_left_is_taken_as_it_is()
    {
        Cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));

        var announcement = await Membership.AnnounceAsync("cp2", Url, default);

        Assert.Equal(["cp1", "cp2"], announcement.InitialCluster.Select(peer => peer.Name));
        Assert.Equal(ChangeAction.Unchanged, announcement.Change.Action);
        Assert.Equal(["list"], Cluster.Requests);
    }

    [Fact]
    public async Task Another_member_without_a_name_goes_by_its_identifier_and_all_peer_urls_are_named()
    {
        Cluster.Members.Add(FakeEtcdCluster.Unstarted(0xbeef, "cp3") with { IsLearner = false, PeerUrls = ["https://cp3:2380", "https://10.0.0.3:2380"] });

        var announcement = await Membership.AnnounceAsync("cp2", Url, default);

        Assert.Equal(
            ["cp1=https://cp1:2380", "beef=https://cp3:2380", "beef=https://10.0.0.3:2380", "cp2=https://cp2:2380"],
            announcement.InitialCluster.Select(peer => $"{peer.Name}={peer.PeerUrl}"));
    }

    [Fact]
    public async Task An_announcement_waits_until_the_learner_of_another_node_votes()
    {
        Cluster.Members.Add(FakeEtcdCluster.Unstarted(3, "cp3"));
        Cluster.Before = _ => Promote("cp3", after: 6);

        var announcement = await Membership.AnnounceAsync("cp2", Url, default);

        Assert.Equal(3, announcement.InitialCluster.Count);
        Assert.Equal(3, Cluster.Requests.Count(request => request == $"add {Url}"));
    }

    [Fact]
    public async Task A_learner_that_keeps_others_out_is_named_when_the_time_is_up()
    {
        Cluster.Members.Add(FakeEtcdCluster.Unstarted(0x33, "cp3"));

        var error = await Assert.ThrowsAsync<KubeadmException>(() => Membership.AnnounceAsync("cp2", Url, default));

        Assert.Equal("EtcdFailed", error.ErrorId);
        Assert.Contains("too many learner members", error.Message, StringComparison.Ordinal);
        Assert.Contains("33 at https://cp3:2380, which has not started", error.Message, StringComparison.Ordinal);
        Assert.Contains("tried for 120 s", error.Message, StringComparison.Ordinal);
        Assert.InRange(Clock.Elapsed, Limit - TimeSpan.FromSeconds(1), Limit);
        Assert.Equal(2, Cluster.Members.Count);
    }

    [Fact]
    public async Task An_addition_whose_answer_is_lost_adds_no_second_member()
    {
        Cluster.After = FailOnce("add");

        var announcement = await Membership.AnnounceAsync("cp2", Url, default);

        Assert.Equal(ChangeAction.Create, announcement.Change.Action);
        Assert.Equal(2, Cluster.Members.Count);
        Assert.Equal(1, Cluster.Requests.Count(request => request.StartsWith("add", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_refusal_for_good_is_not_repeated()
    {
        Cluster.Before = _ => throw new KubeadmException("EtcdUnreachable", "untrusted") { Kind = KubeadmErrorKind.PermissionDenied };

        await Assert.ThrowsAsync<KubeadmException>(() => Membership.AnnounceAsync("cp2", Url, default));

        Assert.Single(Cluster.Requests);
    }

    [Fact]
    public async Task A_member_is_removed_once()
    {
        Cluster.Members.Add(FakeEtcdCluster.Voter(2, "cp2"));

        var first = await Membership.RemoveAsync("cp2", Url, default);
        var second = await Membership.RemoveAsync("cp2", Url, default);

        Assert.Equal(new EtcdRemoval(EtcdRemovalOutcome.Removed, new(ChangeKind.EtcdMember, "cp2", ChangeAction.Delete)), first);
        Assert.Equal(new EtcdRemoval(EtcdRemovalOutcome.AlreadyGone, new(ChangeKind.EtcdMember, "cp2", ChangeAction.Unchanged)), second);
        Assert.Single(Cluster.Requests, "remove 2");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_member_that_votes_stays(bool withLearner)
    {
        if (withLearner)
        {
            Cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));
        }

        var removal = await Membership.RemoveAsync("cp1", FakeEtcdCluster.PeerUrl("cp1"), default);

        Assert.Equal(EtcdRemovalOutcome.LastMember, removal.Outcome);
        Assert.Equal(ChangeAction.Unchanged, removal.Change.Action);
        Assert.Equal(["list"], Cluster.Requests);
    }

    [Fact]
    public async Task A_removal_whose_answer_is_lost_counts()
    {
        Cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));
        Cluster.After = FailOnce("remove");

        Assert.Equal(EtcdRemovalOutcome.Removed, (await Membership.RemoveAsync("cp2", Url, default)).Outcome);
    }

    private void Promote(string host, int after)
    {
        var index = Cluster.Members.FindIndex(member => member.PeerUrls.Contains(FakeEtcdCluster.PeerUrl(host)));
        if (Cluster.Requests.Count == after)
        {
            Cluster.Members[index] = FakeEtcdCluster.Voter(Cluster.Members[index].Id, host);
        }
    }
}
