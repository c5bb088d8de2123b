using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Etcd;

/// <summary>An etcd of one member that another is to join or leave, and a clock on which waiting takes no time.</summary>
public abstract class EtcdMembershipCase : IDisposable
{
    private protected static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private protected static readonly string Url = FakeEtcdCluster.PeerUrl("cp2");

    private protected LeapingClock Clock { get; } = new();
    private protected FakeEtcdCluster Cluster { get; } = new(FakeEtcdCluster.Voter(1, "cp1"));

    private protected EtcdMembership Membership => new(Cluster, new EtcdRetry(Limit, Clock));

    public void Dispose()
    {
        Cluster.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Fails the first request of a kind.</summary>
    private protected static Action<string> FailOnce(string verb)
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
}
