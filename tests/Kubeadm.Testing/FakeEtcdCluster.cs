using Kubeadm.Engine.Ports.Etcd;

namespace Kubeadm.Testing;

/// <summary>An etcd cluster in memory that keeps etcd's rules of membership.</summary>
public sealed class FakeEtcdCluster(params EtcdMember[] members) : IEtcdCluster, IDisposable
{
    private ulong _lastId = 0xa0;

    /// <summary>The members now.</summary>
    public List<EtcdMember> Members { get; } = [.. members];

    /// <summary>The requests so far, in order: <c>list</c>, <c>add URL</c>, <c>promote ID</c>, <c>remove ID</c>, <c>sync</c>, <c>status URL</c>.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Is called before each request is carried out; may throw in its place.</summary>
    public Action<string> Before { get; set; } = _ =>
    { };

    /// <summary>Is called after each request was carried out; may throw in the place of the answer.</summary>
    public Action<string> After { get; set; } = _ =>
    { };

    /// <summary>What is wrong with the member at an endpoint.</summary>
    public Dictionary<string, string> Troubles { get; } = [];

    public bool IsDisposed { get; private set; }

    public IReadOnlyList<string> Endpoints { get; private set; } = [.. members.SelectMany(member => member.ClientUrls)];

    public static EtcdMember Voter(ulong id, string host) => new(id, host, [PeerUrl(host)], [$"https://{host}:2379"], false);

    public static EtcdMember Unstarted(ulong id, string host) => new(id, "", [PeerUrl(host)], [], true);

    public static string PeerUrl(string host) => $"https://{host}:2380";

    public static KubeadmException Unreachable() => new("EtcdUnreachable", "no answer") { Kind = KubeadmErrorKind.Unreachable };

    /// <summary>The member at a peer URL starts.</summary>
    public void Start(string host)
    {
        var index = Members.FindIndex(member => member.PeerUrls.Contains(PeerUrl(host)));
        Members[index] = Members[index] with { Name = host, ClientUrls = [$"https://{host}:2379"] };
    }

    public Task SynchronizeAsync(CancellationToken cancellationToken) => DoAsync("sync", () =>
    {
        Endpoints = [.. Members.Where(member => member is { IsStarted: true, IsLearner: false }).SelectMany(member => member.ClientUrls)];
        return true;
    }, cancellationToken);

    public Task<IReadOnlyList<EtcdMember>> ListMembersAsync(CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<EtcdMember>>("list", () => [.. Members], cancellationToken);

    public Task<EtcdServerStatus> GetStatusAsync(string endpoint, CancellationToken cancellationToken) => DoAsync($"status {endpoint}", () => new EtcdServerStatus(1, "3.6.4", 1, false, Troubles.TryGetValue(endpoint, out var trouble) ? [trouble] : []), cancellationToken);

    public Task<IReadOnlyList<EtcdMember>> AddLearnerAsync(string peerUrl, CancellationToken cancellationToken) => DoAsync<IReadOnlyList<EtcdMember>>($"add {peerUrl}", () =>
    {
        if (Members.Exists(member => member.IsLearner))
        {
            throw new KubeadmException("EtcdFailed", "etcdserver: too many learner members in cluster");
        }

        Members.Add(new EtcdMember(++_lastId, "", [peerUrl], [], true));
        return [.. Members];
    }, cancellationToken);

    public Task PromoteAsync(ulong memberId, CancellationToken cancellationToken) => DoAsync($"promote {memberId:x}", () =>
    {
        var index = Members.FindIndex(member => member.Id == memberId);
        Members[index] = Members[index] with { IsLearner = false };
        return true;
    }, cancellationToken);

    public Task RemoveAsync(ulong memberId, CancellationToken cancellationToken) =>
        DoAsync($"remove {memberId:x}", () => Members.RemoveAll(member => member.Id == memberId), cancellationToken);

    public void Dispose() => IsDisposed = true;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<T> DoAsync<T>(string request, Func<T> action, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        lock (Requests)
        {
            Requests.Add(request);
            Before(request);
            var answer = action();
            After(request);
            return answer;
        }
    }
}
