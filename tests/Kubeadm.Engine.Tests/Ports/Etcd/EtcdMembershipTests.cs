using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Etcd;

public sealed class EtcdMembershipTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly string Url = FakeEtcdCluster.PeerUrl("cp2");

    private readonly LeapingClock _clock = new();
    private readonly FakeEtcdCluster _cluster = new(FakeEtcdCluster.Voter(1, "cp1"));

    private EtcdMembership Membership => new(_cluster, new EtcdRetry(Limit, _clock));

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task A_new_member_is_announced_as_a_learner_under_its_own_name()
    {
        var announcement = await Membership.AnnounceAsync("cp2", Url, default);

        Assert.Equal([new EtcdPeer("cp1", FakeEtcdCluster.PeerUrl("cp1")), new EtcdPeer("cp2", Url)], announcement.InitialCluster);
        Assert.Equal(new Change(ChangeKind.EtcdMember, "cp2", ChangeAction.Create), announcement.Change);
        Assert.True(_cluster.Members[1].IsLearner);
    }

    [Fact]
    public async Task A_learner_that_a_killed_join_left_is_taken_as_it_is()
    {
        _cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));

        var announcement = await Membership.AnnounceAsync("cp2", Url, default);

        Assert.Equal(["cp1", "cp2"], announcement.InitialCluster.Select(peer => peer.Name));
        Assert.Equal(ChangeAction.Unchanged, announcement.Change.Action);
        Assert.Equal(["list"], _cluster.Requests);
    }

    [Fact]
    public async Task Another_member_without_a_name_goes_by_its_identifier_and_all_peer_urls_are_named()
    {
        _cluster.Members.Add(FakeEtcdCluster.Unstarted(0xbeef, "cp3") with { IsLearner = false, PeerUrls = ["https://cp3:2380", "https://10.0.0.3:2380"] });

        var announcement = await Membership.AnnounceAsync("cp2", Url, default);

        Assert.Equal(
            ["cp1=https://cp1:2380", "beef=https://cp3:2380", "beef=https://10.0.0.3:2380", "cp2=https://cp2:2380"],
            announcement.InitialCluster.Select(peer => $"{peer.Name}={peer.PeerUrl}"));
    }

    [Fact]
    public async Task An_announcement_waits_until_the_learner_of_another_node_votes()
    {
        _cluster.Members.Add(FakeEtcdCluster.Unstarted(3, "cp3"));
        _cluster.Before = _ => Promote("cp3", after: 6);

        var announcement = await Membership.AnnounceAsync("cp2", Url, default);

        Assert.Equal(3, announcement.InitialCluster.Count);
        Assert.Equal(3, _cluster.Requests.Count(request => request == $"add {Url}"));
    }

    [Fact]
    public async Task A_learner_that_keeps_others_out_is_named_when_the_time_is_up()
    {
        _cluster.Members.Add(FakeEtcdCluster.Unstarted(0x33, "cp3"));

        var error = await Assert.ThrowsAsync<KubeadmException>(() => Membership.AnnounceAsync("cp2", Url, default));

        Assert.Equal("EtcdFailed", error.ErrorId);
        Assert.Contains("too many learner members", error.Message, StringComparison.Ordinal);
        Assert.Contains("33 at https://cp3:2380, which has not started", error.Message, StringComparison.Ordinal);
        Assert.Contains("tried for 120 s", error.Message, StringComparison.Ordinal);
        Assert.InRange(_clock.Elapsed, Limit - TimeSpan.FromSeconds(1), Limit);
        Assert.Equal(2, _cluster.Members.Count);
    }

    [Fact]
    public async Task An_addition_whose_answer_is_lost_adds_no_second_member()
    {
        _cluster.After = FailOnce("add");

        var announcement = await Membership.AnnounceAsync("cp2", Url, default);

        Assert.Equal(ChangeAction.Create, announcement.Change.Action);
        Assert.Equal(2, _cluster.Members.Count);
        Assert.Equal(1, _cluster.Requests.Count(request => request.StartsWith("add", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_refusal_for_good_is_not_repeated()
    {
        _cluster.Before = _ => throw new KubeadmException("EtcdUnreachable", "untrusted") { Kind = KubeadmErrorKind.PermissionDenied };

        await Assert.ThrowsAsync<KubeadmException>(() => Membership.AnnounceAsync("cp2", Url, default));

        Assert.Single(_cluster.Requests);
    }

    [Fact]
    public async Task A_learner_votes_once_it_has_started_and_is_in_sync()
    {
        var notReady = 2;
        _cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));
        _cluster.Before = request =>
        {
            if (_cluster.Requests.Count == 4)
            {
                _cluster.Start("cp2");
            }

            if (request == "promote 2" && notReady-- > 0)
            {
                throw new KubeadmException("EtcdLearnerNotReady", "not in sync");
            }
        };

        var change = await Membership.PromoteAsync("cp2", Url, default);

        Assert.Equal(new Change(ChangeKind.EtcdMember, "cp2", ChangeAction.Update), change);
        Assert.False(_cluster.Members[1].IsLearner);
        Assert.Equal(["list", "list", "list", "list", "list", "promote 2", "list", "promote 2", "list", "promote 2"], _cluster.Requests);
    }

    [Fact]
    public async Task A_member_that_votes_is_not_promoted_again()
    {
        _cluster.Members.Add(FakeEtcdCluster.Voter(2, "cp2"));

        Assert.Equal(ChangeAction.Unchanged, (await Membership.PromoteAsync("cp2", Url, default)).Action);
        Assert.DoesNotContain("promote 2", _cluster.Requests);
    }

    [Fact]
    public async Task A_promotion_whose_answer_is_lost_counts()
    {
        _cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));
        _cluster.Start("cp2");
        _cluster.After = FailOnce("promote");

        Assert.Equal(ChangeAction.Update, (await Membership.PromoteAsync("cp2", Url, default)).Action);
        Assert.Single(_cluster.Requests, "promote 2");
    }

    [Fact]
    public async Task A_learner_that_never_gets_in_sync_stays_and_the_error_says_why()
    {
        _cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));
        _cluster.Start("cp2");
        _cluster.Before = request =>
        {
            if (request == "promote 2")
            {
                throw new KubeadmException("EtcdLearnerNotReady", "not in sync");
            }
        };

        var error = await Assert.ThrowsAsync<KubeadmException>(() => Membership.PromoteAsync("cp2", Url, default));

        Assert.Equal("EtcdLearnerNotReady", error.ErrorId);
        Assert.Equal(2, _cluster.Members.Count);
    }

    [Fact]
    public async Task A_learner_that_never_starts_is_removed_again()
    {
        _cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));

        var error = await Assert.ThrowsAsync<KubeadmException>(() => Membership.PromoteAsync("cp2", Url, default));

        Assert.Equal("EtcdMemberNotStarted", error.ErrorId);
        Assert.Equal(KubeadmErrorKind.Timeout, error.Kind);
        Assert.Contains("removed from the cluster again", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
        Assert.Equal("cp1", Assert.Single(_cluster.Members).Name);
        Assert.InRange(_clock.Elapsed, Limit - TimeSpan.FromSeconds(1), Limit);
    }

    [Fact]
    public async Task A_learner_that_starts_just_after_the_limit_is_left()
    {
        _cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));
        _cluster.After = _ =>
        {
            if (_clock.Elapsed > Limit - TimeSpan.FromSeconds(0.5))
            {
                _cluster.Start("cp2");
            }
        };

        var error = await Assert.ThrowsAsync<KubeadmException>(() => Membership.PromoteAsync("cp2", Url, default));

        Assert.Equal("EtcdMemberNotStarted", error.ErrorId);
        Assert.Contains("left in the cluster", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, _cluster.Members.Count);
    }

    [Fact]
    public async Task A_dead_member_that_cannot_be_removed_is_told_with_its_identifier()
    {
        _cluster.Members.Add(FakeEtcdCluster.Unstarted(0x2b, "cp2"));
        _cluster.Before = request =>
        {
            if (request.StartsWith("remove", StringComparison.Ordinal))
            {
                throw FakeEtcdCluster.Unreachable();
            }
        };

        var error = await Assert.ThrowsAsync<KubeadmException>(() => Membership.PromoteAsync("cp2", Url, default));

        Assert.Equal("EtcdMemberNotStarted", error.ErrorId);
        Assert.Contains("etcdctl member remove 2b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_leaves_the_learner_for_the_next_run()
    {
        using var cancel = new CancellationTokenSource();
        _cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));
        _cluster.Before = _ =>
        {
            if (_cluster.Requests.Count == 3)
            {
                cancel.Cancel();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Membership.PromoteAsync("cp2", Url, cancel.Token));

        Assert.Equal(2, _cluster.Members.Count);
    }

    [Fact]
    public async Task A_member_that_was_not_announced_cannot_be_promoted()
    {
        var error = await Assert.ThrowsAsync<KubeadmException>(() => Membership.PromoteAsync("cp2", Url, default));

        Assert.Equal("EtcdMemberNotFound", error.ErrorId);
        Assert.Equal(Url, error.Target);
    }

    [Fact]
    public async Task A_member_is_removed_once()
    {
        _cluster.Members.Add(FakeEtcdCluster.Voter(2, "cp2"));

        var first = await Membership.RemoveAsync("cp2", Url, default);
        var second = await Membership.RemoveAsync("cp2", Url, default);

        Assert.Equal(new EtcdRemoval(EtcdRemovalOutcome.Removed, new(ChangeKind.EtcdMember, "cp2", ChangeAction.Delete)), first);
        Assert.Equal(new EtcdRemoval(EtcdRemovalOutcome.AlreadyGone, new(ChangeKind.EtcdMember, "cp2", ChangeAction.Unchanged)), second);
        Assert.Single(_cluster.Requests, "remove 2");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_member_that_votes_stays(bool withLearner)
    {
        if (withLearner)
        {
            _cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));
        }

        var removal = await Membership.RemoveAsync("cp1", FakeEtcdCluster.PeerUrl("cp1"), default);

        Assert.Equal(EtcdRemovalOutcome.LastMember, removal.Outcome);
        Assert.Equal(ChangeAction.Unchanged, removal.Change.Action);
        Assert.Equal(["list"], _cluster.Requests);
    }

    [Fact]
    public async Task A_removal_whose_answer_is_lost_counts()
    {
        _cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));
        _cluster.After = FailOnce("remove");

        Assert.Equal(EtcdRemovalOutcome.Removed, (await Membership.RemoveAsync("cp2", Url, default)).Outcome);
    }

    private static Action<string> FailOnce(string verb)
    {
        var left = 1;
        return request =>
        {
            if (request.StartsWith(verb, StringComparison.Ordinal) && left-- > 0)
            {
                throw FakeEtcdCluster.Unreachable();
            }
        };
    }

    private void Promote(string host, int after)
    {
        var index = _cluster.Members.FindIndex(member => member.PeerUrls.Contains(FakeEtcdCluster.PeerUrl(host)));
        if (_cluster.Requests.Count == after)
        {
            _cluster.Members[index] = FakeEtcdCluster.Voter(_cluster.Members[index].Id, host);
        }
    }
}
