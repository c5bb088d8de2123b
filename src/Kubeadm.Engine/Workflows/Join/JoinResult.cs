using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>Describes the node that a run made.</summary>
internal static class JoinResult
{
    /// <summary>Assembles what a caller needs next.</summary>
    public static KubeNode Describe(WorkflowSession<JoinContext> session, JoinTarget target, IReadOnlyList<PhaseResult> results, TimeSpan duration) => new()
    {
        Name = session.Context.NodeName,
        ClusterName = target.Configuration.Cluster.ClusterName,
        KubernetesVersion = target.Configuration.Cluster.KubernetesVersion,
        Endpoint = target.Server,
        IsControlPlane = session.Context.IsControlPlane,
        KubeletKubeconfig = KubernetesPaths.KubeletKubeconfig,
        Kubeconfig = session.Context.IsControlPlane ? KubernetesPaths.AdminKubeconfig : null,
        Phases = [.. results],
        DryRun = session.IsDryRun,
        DryRunPath = session.DryRunFolder?.Path,
        Duration = duration,
    };

    /// <summary>The last lines for people; scripts look for the first one.</summary>
    public static IEnumerable<string> Farewell(JoinContext context, JoinTarget target)
    {
        yield return "";
        if (!context.IsControlPlane)
        {
            yield return "This node has joined the cluster:";
            yield return "* The cluster has signed the kubelet's certificate.";
            yield return "* The kubelet runs with it.";
            yield return "";
            yield return "On a control-plane node, \"kubectl get nodes\" shows it.";
            yield break;
        }

        yield return "This node has joined the cluster and a new control plane instance was created:";
        yield return "* The cluster has signed the kubelet's certificate, and the kubelet runs with it.";
        yield return "* API server, controller manager and scheduler run on this node.";
        if (target.Configuration.Cluster.Etcd.External is null)
        {
            yield return "* A member on this node votes in the cluster's etcd.";
        }

        yield return "* The node is labelled and tainted as a control plane.";
        yield return "";
        yield return "To use the cluster from here as an ordinary user:";
        yield return "";
        foreach (var line in OwnKubeconfig.Commands(KubernetesPaths.AdminKubeconfig))
        {
            yield return line;
        }
    }
}
