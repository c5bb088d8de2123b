using Kubeadm.Engine.Ports.Etcd;

namespace Kubeadm.Engine.Recording;

/// <summary>
/// An etcd cluster for dry runs: reads fall through to the real one where there is one, changes of members are recorded and
/// shown by later reads. A member that is added starts at once and is in sync.
/// </summary>
/// <param name="connection">How the real one would be reached.</param>
/// <param name="live">The real one, which is only read; null where there is none. Disposed of with this.</param>
/// <param name="members">The members where there is no real one.</param>
public sealed class RecordingEtcdCluster(EtcdConnection connection, IEtcdCluster? live = null, IReadOnlyList<EtcdMember>? members = null) : IEtcdCluster
{
    private readonly object _gate = new();
    private readonly List<EtcdMember> _added = [];
    private readonly HashSet<ulong> _promoted = [];
    private readonly HashSet<ulong> _removed = [];
    private readonly List<Change> _changes = [];

    /// <summary>What would have been done, in order; the target is the member's name, or its peer URL before it has one.</summary>
    public IReadOnlyList<Change> Changes
    {
        get
        {
            lock (_gate)
            {
                return [.. _changes];
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Endpoints => live?.Endpoints ?? connection.Endpoints;

    /// <inheritdoc/>
    public Task SynchronizeAsync(CancellationToken cancellationToken) => live?.SynchronizeAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EtcdMember>> ListMembersAsync(CancellationToken cancellationToken)
    {
        var before = live is null ? members ?? [] : await live.ListMembersAsync(cancellationToken);
        lock (_gate)
        {
            return
            [
                .. before.Concat(_added)
                    .Where(member => !_removed.Contains(member.Id))
                    .Select(member => _promoted.Contains(member.Id) ? member with { IsLearner = false } : member),
            ];
        }
    }

    /// <inheritdoc/>
    public async Task<EtcdServerStatus> GetStatusAsync(string endpoint, CancellationToken cancellationToken)
    {
        if (live is not null)
        {
            return await live.GetStatusAsync(endpoint, cancellationToken);
        }

        var member = (await ListMembersAsync(cancellationToken)).FirstOrDefault(member => member.ClientUrls.Contains(endpoint));
        return new EtcdServerStatus(member?.Id ?? 1, "", member?.Id ?? 1, member?.IsLearner ?? false, []);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EtcdMember>> AddLearnerAsync(string peerUrl, CancellationToken cancellationToken)
    {
        var before = await ListMembersAsync(cancellationToken);
        lock (_gate)
        {
            var learner = new EtcdMember(before.Select(member => member.Id).DefaultIfEmpty().Max() + 1, "", [peerUrl], [], IsLearner: true);
            var host = Uri.TryCreate(peerUrl, UriKind.Absolute, out var url) ? url.Host : peerUrl;
            _added.Add(learner with { Name = host });
            _changes.Add(new Change(ChangeKind.EtcdMember, peerUrl, ChangeAction.Create));

            // Without a cluster to ask nobody knows the others, and a list of the new member alone would be wrong.
            return live is null && members is null ? [] : [.. before, learner];
        }
    }

    /// <inheritdoc/>
    public Task PromoteAsync(ulong memberId, CancellationToken cancellationToken) => RecordAsync(memberId, _promoted, ChangeAction.Update, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(ulong memberId, CancellationToken cancellationToken) => RecordAsync(memberId, _removed, ChangeAction.Delete, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => live?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task RecordAsync(ulong memberId, HashSet<ulong> taken, string action, CancellationToken cancellationToken)
    {
        var member = (await ListMembersAsync(cancellationToken)).FirstOrDefault(member => member.Id == memberId);
        lock (_gate)
        {
            if (member is not null && taken.Add(memberId))
            {
                _changes.Add(new Change(ChangeKind.EtcdMember, member.IsStarted ? member.Name : member.PeerUrls[0], action));
            }
        }
    }
}
