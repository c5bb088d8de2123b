using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Preflight;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>Whether every member of the cluster's own etcd answers: one is about to be restarted, and more than half must be left meanwhile.</summary>
/// <param name="review">Asks the members.</param>
/// <param name="certificatesDirectory">The folder of certificates, <c>certificatesDir</c>.</param>
/// <param name="clock">The time of pauses.</param>
public sealed class EtcdHealthCheck(EtcdReview review, string certificatesDirectory, TimeProvider clock)
    : NodeCheck(CheckName, "Bring the members back, or remove those that are gone (etcdctl member remove).")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "EtcdHealth";

    /// <summary>How long a member may be away: a kubelet of a new version, the step before this one on another node, starts its static Pods anew.</summary>
    private static readonly TimeSpan RestartLimit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findings);
        foreach (var endpoint in (await ReadAsync(cancellationToken)).Where(endpoint => !endpoint.IsHealthy))
        {
            findings.Fail($"etcd at {endpoint.Endpoint} is not healthy: {endpoint.Error}");
        }
    }

    /// <summary>A member that answers and has a trouble has it for longer, and where none answers it is more than a start: neither is waited for.</summary>
    private async Task<IReadOnlyList<EtcdEndpointHealth>> ReadAsync(CancellationToken cancellationToken)
    {
        var pause = new GrowingPause(FirstPause, LongestPause, clock);
        while (true)
        {
            var members = await review.ReadAsync(certificatesDirectory, cancellationToken);
            var answering = members.Count(member => member.Version is not null);
            if (answering == 0 || answering == members.Count || pause.Elapsed >= RestartLimit)
            {
                return members;
            }

            await pause.WaitAsync(cancellationToken);
        }
    }
}
