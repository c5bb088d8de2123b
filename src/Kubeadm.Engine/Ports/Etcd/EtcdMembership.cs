using System.Globalization;

namespace Kubeadm.Engine.Ports.Etcd;

/// <summary>
/// Adds a node's member to an etcd cluster and removes it. Each operation looks at the members first, so that one that was cut
/// off is finished by doing it again.
/// </summary>
/// <remarks>
/// A cluster takes one learner at a time by default, and none while members are away: nodes that join at the same moment wait
/// here for one another.
/// </remarks>
/// <param name="cluster">The cluster.</param>
/// <param name="retry">How long each operation may take; <c>timeouts.etcdAPICall</c>.</param>
public sealed class EtcdMembership(IEtcdCluster cluster, EtcdRetry retry)
{
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(10);

    /// <summary>Adds the member as a learner, unless there is one with its peer URL already.</summary>
    /// <param name="name">The member's name, which is the node's.</param>
    /// <param name="peerUrl">Where the others will reach it, <c>https://host:2380</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KubeadmException"><c>EtcdUnreachable</c> or <c>EtcdFailed</c>: not added in time.</exception>
    public async Task<EtcdAnnouncement> AnnounceAsync(string name, string peerUrl, CancellationToken cancellationToken)
    {
        IReadOnlyList<EtcdMember> members = [];
        var isTried = false;
        try
        {
            return await retry.RunAsync(
                async token =>
                {
                    members = await cluster.ListMembersAsync(token);
                    if (Find(members, peerUrl) is not null)
                    {
                        return new EtcdAnnouncement(InitialCluster(members, name, peerUrl), Done(name, isTried ? ChangeAction.Create : ChangeAction.Unchanged));
                    }

                    isTried = true;
                    var all = await cluster.AddLearnerAsync(peerUrl, token);
                    return new EtcdAnnouncement(InitialCluster(all, name, peerUrl), Done(name, ChangeAction.Create));
                },
                cancellationToken);
        }
        catch (KubeadmException error) when (members.Any(member => member.IsLearner))
        {
            throw EtcdErrors.WithLearners(error, members);
        }
    }

    /// <summary>
    /// Waits until the member has started and has all data, and makes it vote. A learner that does not start in time is removed
    /// again: as a dead member it would keep others from joining.
    /// </summary>
    /// <param name="name">The member's name, which is the node's.</param>
    /// <param name="peerUrl">Where the others reach it.</param>
    /// <param name="cancellationToken">Ends the wait; the member is left as it is, for the next run.</param>
    /// <exception cref="KubeadmException">
    /// <c>EtcdMemberNotStarted</c>, <c>EtcdMemberNotFound</c>, <c>EtcdLearnerNotReady</c>, <c>EtcdUnreachable</c> or
    /// <c>EtcdFailed</c>: it does not vote in time.
    /// </exception>
    public async Task<Change> PromoteAsync(string name, string peerUrl, CancellationToken cancellationToken)
    {
        await WaitForStartAsync(name, peerUrl, cancellationToken);
        var isTried = false;
        return await retry.RunAsync(
            async token =>
            {
                // An attempt may have succeeded though its answer was lost.
                var member = Require(await cluster.ListMembersAsync(token), peerUrl);
                if (!member.IsLearner)
                {
                    return Done(name, isTried ? ChangeAction.Update : ChangeAction.Unchanged);
                }

                isTried = true;
                await cluster.PromoteAsync(member.Id, token);
                return Done(name, ChangeAction.Update);
            },
            cancellationToken);
    }

    /// <summary>Removes the member, unless it is gone already or the last that votes.</summary>
    /// <param name="name">The member's name, which is the node's.</param>
    /// <param name="peerUrl">Where the others reach it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KubeadmException"><c>EtcdUnreachable</c> or <c>EtcdFailed</c>: not removed in time.</exception>
    public Task<EtcdRemoval> RemoveAsync(string name, string peerUrl, CancellationToken cancellationToken)
    {
        var isTried = false;
        return retry.RunAsync(
            async token =>
            {
                var members = await cluster.ListMembersAsync(token);
                if (Find(members, peerUrl) is not { } member)
                {
                    return isTried
                        ? new EtcdRemoval(EtcdRemovalOutcome.Removed, Done(name, ChangeAction.Delete))
                        : new EtcdRemoval(EtcdRemovalOutcome.AlreadyGone, Done(name, ChangeAction.Unchanged));
                }

                if (!member.IsLearner && members.Count(other => !other.IsLearner) == 1)
                {
                    return new EtcdRemoval(EtcdRemovalOutcome.LastMember, Done(name, ChangeAction.Unchanged));
                }

                isTried = true;
                await cluster.RemoveAsync(member.Id, token);
                return new EtcdRemoval(EtcdRemovalOutcome.Removed, Done(name, ChangeAction.Delete));
            },
            cancellationToken);
    }

    private async Task WaitForStartAsync(string name, string peerUrl, CancellationToken cancellationToken)
    {
        EtcdMember? waitedFor = null;
        try
        {
            await retry.RunAsync(
                async token =>
                {
                    var member = Require(await cluster.ListMembersAsync(token), peerUrl);
                    waitedFor = member is { IsLearner: true, IsStarted: false } ? member : null;
                    return waitedFor is null ? member : throw EtcdErrors.NotStartedYet(member, name, peerUrl);
                },
                cancellationToken);
        }
        catch (KubeadmException error) when (waitedFor is not null)
        {
            var outcome = await CleanUpAsync(waitedFor, peerUrl, cancellationToken);
            throw EtcdErrors.NotStartedInTime(error, outcome, peerUrl);
        }
    }

    // What became of it, to follow the error.
    private async Task<string> CleanUpAsync(EtcdMember member, string peerUrl, CancellationToken cancellationToken)
    {
        try
        {
            return await retry.For(CleanUpLimit).RunAsync(
                async token =>
                {
                    if (Find(await cluster.ListMembersAsync(token), peerUrl) is { } now && (now.IsStarted || !now.IsLearner))
                    {
                        return "it has started only now and was left in the cluster";
                    }

                    await cluster.RemoveAsync(member.Id, token);
                    return "it was removed from the cluster again, so that others can join";
                },
                cancellationToken);
        }
        catch (KubeadmException error)
        {
            return $"it could not be removed from the cluster (etcdctl member remove {member.Id:x} does): {error.Message}";
        }
    }

    private static IReadOnlyList<EtcdPeer> InitialCluster(IEnumerable<EtcdMember> members, string name, string peerUrl) =>
    [
        .. members.SelectMany(member => member.PeerUrls.Select(url => new EtcdPeer(NameOf(member, name, peerUrl), url))),
    ];

    // A member that has not started has no name, and etcd asks for one: kubeadm takes its identifier.
    private static string NameOf(EtcdMember member, string name, string peerUrl) =>
        member.PeerUrls.Contains(peerUrl) ? name : member.IsStarted ? member.Name : member.Id.ToString("x", CultureInfo.InvariantCulture);

    private static EtcdMember? Find(IEnumerable<EtcdMember> members, string peerUrl) =>
        members.FirstOrDefault(member => member.PeerUrls.Contains(peerUrl));

    private static EtcdMember Require(IEnumerable<EtcdMember> members, string peerUrl) =>
        Find(members, peerUrl) ?? throw EtcdErrors.MemberNotFound(peerUrl);

    private static Change Done(string name, string action) => new(ChangeKind.EtcdMember, name, action);
}
