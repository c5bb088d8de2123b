namespace Kubeadm.Engine.Ports.Etcd;

/// <summary>An etcd cluster, as its membership is looked at and changed. One call is one answer: who calls decides what to try again.</summary>
/// <remarks>
/// Errors are <see cref="KubeadmException"/> with the id <c>EtcdUnreachable</c> or <c>EtcdFailed</c>. Waiting may mend them, unless
/// their kind is <see cref="KubeadmErrorKind.PermissionDenied"/> (one side does not trust the other's certificate) or
/// <see cref="KubeadmErrorKind.InvalidInput"/> (no endpoint can be used).
/// </remarks>
public interface IEtcdCluster : IAsyncDisposable
{
    /// <summary>The client URLs that requests go to: those given, then those that <see cref="SynchronizeAsync"/> found.</summary>
    IReadOnlyList<string> Endpoints { get; }

    /// <summary>Replaces the given client URLs with those of all started members that vote.</summary>
    Task SynchronizeAsync(CancellationToken cancellationToken);

    /// <summary>The members, learners and such that never started too.</summary>
    Task<IReadOnlyList<EtcdMember>> ListMembersAsync(CancellationToken cancellationToken);

    /// <summary>What the server at one endpoint says of itself.</summary>
    Task<EtcdServerStatus> GetStatusAsync(string endpoint, CancellationToken cancellationToken);

    /// <summary>Adds a member that receives data and does not vote yet.</summary>
    /// <param name="peerUrl">Where the other members will reach it, <c>https://host:2380</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>All members, the new one too; it has no name before it starts.</returns>
    Task<IReadOnlyList<EtcdMember>> AddLearnerAsync(string peerUrl, CancellationToken cancellationToken);

    /// <summary>Promotes a learner that is in sync to a voting member.</summary>
    /// <exception cref="KubeadmException"><c>EtcdLearnerNotReady</c>: it is not in sync yet; try again.</exception>
    Task PromoteAsync(ulong memberId, CancellationToken cancellationToken);

    /// <summary>Removes a member; nothing when there is none with this identifier.</summary>
    Task RemoveAsync(ulong memberId, CancellationToken cancellationToken);
}

/// <summary>A member of an etcd cluster.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Name">Its name; empty while it has not started.</param>
/// <param name="PeerUrls">Where other members reach it.</param>
/// <param name="ClientUrls">Where clients reach it; empty while it has not started.</param>
/// <param name="IsLearner">Whether it does not vote.</param>
public sealed record EtcdMember(ulong Id, string Name, IReadOnlyList<string> PeerUrls, IReadOnlyList<string> ClientUrls, bool IsLearner)
{
    /// <summary>Whether it has ever started.</summary>
    public bool IsStarted => Name.Length > 0;
}

/// <summary>What an etcd server says of itself.</summary>
/// <param name="MemberId">Its member's identifier.</param>
/// <param name="Version">Its version, <c>3.6.4</c>.</param>
/// <param name="Leader">The leader's identifier; 0 when there is none, so that nothing can be written.</param>
/// <param name="IsLearner">Whether it does not vote.</param>
/// <param name="Errors">What is wrong with it: alarms, a corruption; empty when it is well.</param>
public sealed record EtcdServerStatus(ulong MemberId, string Version, ulong Leader, bool IsLearner, IReadOnlyList<string> Errors);

/// <summary>How an etcd cluster is reached.</summary>
/// <param name="Endpoints">Client URLs, <c>https://host:2379</c>.</param>
/// <param name="CertificateAuthority">PEM of the CA that the servers' certificates are verified against.</param>
/// <param name="Certificate">PEM of the client's certificate.</param>
/// <param name="Key">PEM of the client's key. A secret.</param>
public sealed record EtcdConnection(IReadOnlyList<string> Endpoints, byte[] CertificateAuthority, byte[] Certificate, byte[] Key);
