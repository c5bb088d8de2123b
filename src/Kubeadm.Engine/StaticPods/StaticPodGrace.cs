using k8s.Models;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.StaticPods;

/// <summary>How long a component may take to end by itself before it is killed.</summary>
public static class StaticPodGrace
{
    /// <summary>What Kubernetes gives a Pod that says nothing.</summary>
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    /// <summary>
    /// An API server that is told to end takes no more requests and answers those that it has. Then it waits for watches, which do not
    /// end by themselves, until it is killed: time in which it serves nobody.
    /// </summary>
    private static readonly TimeSpan ApiServer = TimeSpan.FromSeconds(5);

    /// <summary>Flags by which a person wants an API server to take longer (https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/).</summary>
    private static readonly string[] LongerEnds = ["--shutdown-delay-duration", "--shutdown-watch-termination-grace-period", "--shutdown-send-retry-after"];

    /// <summary>That of a component: what its manifest says, else the default, which is shorter for an API server.</summary>
    /// <param name="pod">Its manifest.</param>
    public static TimeSpan Of(V1Pod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return pod.Spec.TerminationGracePeriodSeconds is { } seconds ? TimeSpan.FromSeconds(seconds)
            : pod.Metadata.Name == ComponentNames.ApiServer && !EndsLater(pod) ? ApiServer
            : Default;
    }

    private static bool EndsLater(V1Pod pod) => pod.Spec.Containers
        .SelectMany(container => (container.Command ?? []).Concat(container.Args ?? []))
        .Any(argument => LongerEnds.Contains(argument.Split('=')[0]));
}
