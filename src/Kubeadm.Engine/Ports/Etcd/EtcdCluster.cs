using Grpc.Core;
using Kubeadm.Engine.Ports.Etcd.Wire;
using Kubeadm.Engine.Ports.Tracing;
using EtcdApi = Kubeadm.Engine.Ports.Etcd.Wire.Cluster.ClusterClient;

namespace Kubeadm.Engine.Ports.Etcd;

/// <summary>An etcd cluster over TLS. Connects on the first call; safe for use from several threads.</summary>
/// <remarks>
/// Each endpoint has a channel of its own. One balancing channel over all of them could ask no single server for its status, would
/// check every server's certificate against the first one's name, and could not tell which server failed.
/// </remarks>
public sealed class EtcdCluster : IEtcdCluster
{
    // As in kubeadm: what is longer is better asked of another server.
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(2);

    private readonly EtcdChannels _channels;
    private volatile IReadOnlyList<string> _endpoints;

    /// <summary>Creates a client. Nothing is sent, and the key is written nowhere.</summary>
    /// <param name="connection">How to connect.</param>
    /// <param name="trace">Is told of each call; null where nobody asks.</param>
    /// <exception cref="KubeadmException"><c>InvalidCertificate</c>: the CA, the certificate or its key cannot be read.</exception>
    public EtcdCluster(EtcdConnection connection, PortTrace? trace = null)
    {
        _endpoints = [.. connection.Endpoints];
        _channels = new EtcdChannels(connection, AttemptLimit, trace);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Endpoints => _endpoints;

    /// <inheritdoc/>
    public async Task SynchronizeAsync(CancellationToken cancellationToken)
    {
        var members = await ListMembersAsync(cancellationToken);

        // A learner refuses most requests, so it is no endpoint.
        List<string> found = [.. members.Where(member => member is { IsStarted: true, IsLearner: false }).SelectMany(member => member.ClientUrls)];
        if (found.Count > 0)
        {
            _endpoints = found;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EtcdMember>> ListMembersAsync(CancellationToken cancellationToken)
    {
        // Linearizable as in etcd's own client: a server that has lost the others would tell an old list. Before 3.5 they all do.
        var request = new MemberListRequest { Linearizable = true };
        var answer = await AskAnyAsync("list its members", (cluster, options) => cluster.MemberListAsync(request, options), cancellationToken);
        return Describe(answer.Members);
    }

    /// <inheritdoc/>
    public async Task<EtcdServerStatus> GetStatusAsync(string endpoint, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            "tell its status",
            endpoint,
            options => new Maintenance.MaintenanceClient(_channels.Open(endpoint)).StatusAsync(new StatusRequest(), options),
            cancellationToken);
        return new EtcdServerStatus(answer.Header.MemberId, answer.Version, answer.Leader, answer.IsLearner, [.. answer.Errors]);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EtcdMember>> AddLearnerAsync(string peerUrl, CancellationToken cancellationToken)
    {
        var request = new MemberAddRequest { IsLearner = true, PeerURLs = { peerUrl } };
        var answer = await AskAnyAsync($"add the member {peerUrl}", (cluster, options) => cluster.MemberAddAsync(request, options), cancellationToken);
        return Describe(answer.Members);
    }

    /// <inheritdoc/>
    public Task PromoteAsync(ulong memberId, CancellationToken cancellationToken)
    {
        var request = new MemberPromoteRequest { ID = memberId };
        return AskAnyAsync($"promote the member {memberId:x}", (cluster, options) => cluster.MemberPromoteAsync(request, options), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(ulong memberId, CancellationToken cancellationToken)
    {
        var request = new MemberRemoveRequest { ID = memberId };
        try
        {
            await AskAnyAsync($"remove the member {memberId:x}", (cluster, options) => cluster.MemberRemoveAsync(request, options), cancellationToken);
        }
        catch (KubeadmException error) when (error.InnerException is RpcException { StatusCode: StatusCode.NotFound })
        {
            // It is gone already, perhaps by an attempt whose answer was lost.
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _channels.Dispose();
        return ValueTask.CompletedTask;
    }

    private static IReadOnlyList<EtcdMember> Describe(IEnumerable<Member> members) =>
        [.. members.Select(member => new EtcdMember(member.ID, member.Name, [.. member.PeerURLs], [.. member.ClientURLs], member.IsLearner))];

    // One endpoint after the other, until one answers; what a server refuses is refused by all.
    private async Task<T> AskAnyAsync<T>(
        string request, Func<EtcdApi, CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        var errors = new List<KubeadmException>();
        foreach (var endpoint in _endpoints)
        {
            try
            {
                return await AskAsync(request, endpoint, options => call(new EtcdApi(_channels.Open(endpoint)), options), cancellationToken);
            }
            catch (KubeadmException error) when (error.InnerException is not RpcException refused || EtcdErrors.IsWorthAnotherEndpoint(refused))
            {
                errors.Add(error);
            }
        }

        throw EtcdErrors.Of(request, errors);
    }

    private static async Task<T> AskAsync<T>(
        string request, string endpoint, Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            // The library measures a deadline by the system's clock.
            var deadline = TimeProvider.System.GetUtcNow().UtcDateTime + AttemptLimit;
            using var unary = call(new CallOptions(deadline: deadline, cancellationToken: cancellationToken));
            return await unary.ResponseAsync;
        }
        catch (RpcException error) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("the call to etcd was cancelled", error, cancellationToken);
        }
        catch (RpcException error)
        {
            throw EtcdErrors.Of(request, endpoint, error);
        }
    }
}
