using k8s.Models;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>What kubeadm writes on Nodes.</summary>
public static class NodeMarks
{
    /// <summary>The labels of control-plane nodes.</summary>
    public static IReadOnlyList<string> ControlPlaneLabels { get; } =
        [ClusterNames.ControlPlaneLabel, ClusterNames.ExcludeFromLoadBalancersLabel];

    /// <summary>Labels a Node as one of the control plane and gives it taints beside those that it has.</summary>
    public static Task<Change> MarkControlPlaneAsync(ApiObjects objects, string nodeName, IReadOnlyList<Taint> taints, CancellationToken cancellationToken) =>
        objects.PatchNodeAsync(
            nodeName,
            node =>
            {
                foreach (var label in ControlPlaneLabels)
                {
                    node.Metadata.Labels[label] = "";
                }

                node.Spec ??= new V1NodeSpec();
                node.Spec.Taints = Together(taints, node.Spec.Taints ?? []);
            },
            cancellationToken);

    /// <summary>Notes the container runtime's socket on a Node.</summary>
    public static Task<Change> SetCriSocketAsync(ApiObjects objects, string nodeName, string criSocket, CancellationToken cancellationToken) =>
        objects.PatchNodeAsync(
            nodeName,
            node =>
            {
                node.Metadata.Annotations ??= new Dictionary<string, string>();
                node.Metadata.Annotations[ClusterNames.CriSocketAnnotation] = criSocket;
            },
            cancellationToken);

    /// <summary>Removes the note of the container runtime's socket from a Node.</summary>
    public static Task<Change> RemoveCriSocketAsync(ApiObjects objects, string nodeName, CancellationToken cancellationToken) =>
        objects.PatchNodeAsync(nodeName, node => node.Metadata.Annotations?.Remove(ClusterNames.CriSocketAnnotation), cancellationToken);

    private static List<V1Taint>? Together(IReadOnlyList<Taint> wanted, IList<V1Taint> present)
    {
        // Where all the wanted ones are there already, their order is left alone: it means nothing, and a patch would.
        if (wanted.All(taint => present.Any(other => IsSame(taint, other))))
        {
            return present.Count == 0 ? null : [.. present];
        }

        return
        [
            .. wanted.Select(taint => new V1Taint
            {
                Key = taint.Key,
                Value = taint.Value.Length == 0 ? null : taint.Value,
                Effect = taint.Effect,
                TimeAdded = taint.TimeAdded?.UtcDateTime,
            }),
            .. present.Where(other => !wanted.Any(taint => IsSame(taint, other))),
        ];
    }

    private static bool IsSame(Taint taint, V1Taint other) =>
        taint.Key == other.Key && taint.Value == (other.Value ?? "") && taint.Effect == other.Effect;
}
