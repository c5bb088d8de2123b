using System.Text;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Discovery;

/// <summary>Reads <c>cluster-info</c> of a cluster, again until it is as wanted or the time is up.</summary>
/// <remarks>
/// A server that is down, rights or a ConfigMap that are not there yet and a signature that is still to come are worth waiting
/// for; a certificate that is not trusted is not. kubeadm asks every 5 s; this asks often at first and then as it does.
/// </remarks>
internal sealed class ClusterInfoPoll(INode node, Func<string, ConnectOptions, IKubernetes> connectCluster, IProgress<DiscoveryNote>? progress)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeastForRequest = TimeSpan.FromSeconds(1);

    /// <summary>Reads it.</summary>
    /// <param name="access">How the cluster is reached, with a current context.</param>
    /// <param name="timeout">How long to go on.</param>
    /// <param name="problemOf">What a ConfigMap lacks that may come yet, or null.</param>
    /// <param name="endsWait">Errors, beside distrust and an answer that no API server gives, that are not waited out.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public async Task<V1ConfigMap> ReadAsync(
        KubeconfigFile access,
        TimeSpan timeout,
        Func<V1ConfigMap, KubeadmException?> problemOf,
        Func<KubeadmException, bool> endsWait,
        CancellationToken cancellationToken)
    {
        var server = access.CurrentCluster!.Server;
        using var api = Connect(access, Min(LongestRequest, Max(timeout, LeastForRequest)));
        progress?.Report(new($"[discovery] Asking {server} for cluster-info"));
        var pause = new GrowingPause(FirstPause, LongestPause, node.Clock);
        var lastSaid = "";
        while (true)
        {
            var (map, problem) = await AskAsync(api, server, problemOf, cancellationToken);
            if (problem is null)
            {
                return map!;
            }

            var left = timeout - pause.Elapsed;
            if (problem.ErrorId is DiscoveryErrors.ClusterNotTrusted or ApiErrors.AnswerTooLarge || endsWait(problem))
            {
                throw problem;
            }

            if (left <= TimeSpan.Zero)
            {
                throw DiscoveryErrors.After(problem, timeout);
            }

            if (problem.Message != lastSaid)
            {
                progress?.Report(new($"[discovery] Waiting: {problem.Message}"));
                lastSaid = problem.Message;
            }

            // A last try is made when the time is up, so that a short limit is not cut shorter by a long pause.
            await pause.WaitAsync(Max(Min(pause.Next, left), ShortestPause), cancellationToken);
        }
    }

    private IKubernetes Connect(KubeconfigFile access, TimeSpan limit) => connectCluster(
        Encoding.UTF8.GetString(access.ToBytes()),
        new ConnectOptions { RequestTimeout = limit, EnvironmentVariable = node.System.GetEnvironmentVariable });

    private static async Task<(V1ConfigMap? Map, KubeadmException? Problem)> AskAsync(
        IKubernetes api, string server, Func<V1ConfigMap, KubeadmException?> problemOf, CancellationToken cancellationToken)
    {
        try
        {
            var map = await api.CoreV1.ReadNamespacedConfigMapAsync(
                ClusterNames.ClusterInfo, ClusterNamespaces.Public, cancellationToken: cancellationToken);
            return (map, problemOf(map));
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, DiscoveryErrors.Of(error, server));
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
