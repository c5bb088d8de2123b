using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Etcd;

/// <summary>Learners that become members that vote.</summary>
public sealed class EtcdPromotionTests : EtcdMembershipCase
{
    [Fact]
    public async Task A_learner_votes_once_it_has_started_and_is_in_sync()
    {
        var notReady = 2;
        Cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));
        Cluster.Before = request =>
        {
            if (Cluster.Requests.Count == 4)
            {
                Cluster.Start("cp2");
            }

            if (request == "promote 2" && notReady-- > 0)
            {
                throw new KubeadmException("EtcdLearnerNotReady", "not in sync");
            }
        };

        var change = await Membership.PromoteAsync("cp2", Url, default);

        Assert.Equal(new Change(ChangeKind.EtcdMember, "cp2", ChangeAction.Update), change);
        Assert.False(Cluster.Members[1].IsLearner);
        Assert.Equal(["list", "list", "list", "list", "list", "promote 2", "list", "promote 2", "list", "promote 2"], Cluster.Requests);
    }

    [Fact]
    public async Task A_member_that_votes_is_not_promoted_again()
    {
        Cluster.Members.Add(FakeEtcdCluster.Voter(2, "cp2"));

        Assert.Equal(ChangeAction.Unchanged, (await Membership.PromoteAsync("cp2", Url, default)).Action);
        Assert.DoesNotContain("promote 2", Cluster.Requests);
    }

    [Fact]
    public async Task A_promotion_whose_answer_is_lost_counts()
    {
        Cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));
        Cluster.Start("cp2");
        Cluster.After = FailOnce("promote");

        Assert.Equal(ChangeAction.Update, (await Membership.PromoteAsync("cp2", Url, default)).Action);
        Assert.Single(Cluster.Requests, "promote 2");
    }

    [Fact]
    public async Task A_learner_that_never_gets_in_sync_stays_and_the_error_says_why()
    {
        Cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));
        Cluster.Start("cp2");
        Cluster.Before = request =>
        {
            if (request == "promote 2")
            {
                throw new KubeadmException("EtcdLearnerNotReady", "not in sync");
            }
        };

        var error = await Assert.ThrowsAsync<KubeadmException>(() => Membership.PromoteAsync("cp2", Url, default));

        Assert.Equal("EtcdLearnerNotReady", error.ErrorId);
        Assert.Equal(2, Cluster.Members.Count);
    }

    [Fact]
    public async Task A_learner_that_never_starts_is_removed_again()
    {
        Cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));

        var error = await Assert.ThrowsAsync<KubeadmException>(() => Membership.PromoteAsync("cp2", Url, default));

        Assert.Equal("EtcdMemberNotStarted", error.ErrorId);
        Assert.Equal(KubeadmErrorKind.Timeout, error.Kind);
        Assert.Contains("removed from the cluster again", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
        Assert.Equal("cp1", Assert.Single(Cluster.Members).Name);
        Assert.InRange(Clock.Elapsed, Limit - TimeSpan.FromSeconds(1), Limit);
    }

    [Fact]
    public async Task A_learner_that_starts_just_after_the_limit_is_left()
    {
        Cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));
        Cluster.After = _ =>
        {
            if (Clock.Elapsed > Limit - TimeSpan.FromSeconds(0.5))
            {
                Cluster.Start("cp2");
            }
        };

        var error = await Assert.ThrowsAsync<KubeadmException>(() => Membership.PromoteAsync("cp2", Url, default));

        Assert.Equal("EtcdMemberNotStarted", error.ErrorId);
        Assert.Contains("left in the cluster", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, Cluster.Members.Count);
    }

    [Fact]
    public async Task A_dead_member_that_cannot_be_removed_is_told_with_its_identifier()
    {
        Cluster.Members.Add(FakeEtcdCluster.Unstarted(0x2b, "cp2"));
        Cluster.Before = request =>
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
        Cluster.Members.Add(FakeEtcdCluster.Unstarted(2, "cp2"));
        Cluster.Before = _ =>
        {
            if (Cluster.Requests.Count == 3)
            {
                cancel.Cancel();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Membership.PromoteAsync("cp2", Url, cancel.Token));

        Assert.Equal(2, Cluster.Members.Count);
    }

    [Fact]
    public async Task A_member_that_was_not_announced_cannot_be_promoted()
    {
        var error = await Assert.ThrowsAsync<KubeadmException>(() => Membership.PromoteAsync("cp2", Url, default));

        Assert.Equal("EtcdMemberNotFound", error.ErrorId);
        Assert.Equal(Url, error.Target);
    }
}
