using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>The rights with which a kubelet gets from a bootstrap token to a certificate of its own, and renews that.</summary>
public static class NodeBootstrapRights
{
    private const string GetNodes = "kubeadm:get-nodes";

    /// <summary>Grants the rights, in kubeadm's order.</summary>
    public static async Task<IReadOnlyList<Change>> EnsureAsync(ApiObjects objects, CancellationToken cancellationToken)
    {
        var getNodes = new V1ClusterRole
        {
            Metadata = new V1ObjectMeta { Name = GetNodes },
            Rules = [new V1PolicyRule { Verbs = ["get"], ApiGroups = [""], Resources = ["nodes"] }],
        };
        var changes = new List<Change> { await objects.EnsureAsync(getNodes, EnsureMode.CreateOrUpdate, cancellationToken) };
        foreach (var binding in Bindings().Append(ApiServerToKubelets()))
        {
            changes.Add(await objects.EnsureAsync(binding, EnsureMode.CreateOrUpdate, cancellationToken));
        }

        return changes;
    }

    /// <summary>
    /// Grants the right with which API servers reach kubelets. Their certificates had it by their group in clusters of earlier releases
    /// and are no longer in that group when they are renewed: logs and exec would stop working.
    /// </summary>
    public static Task<Change> EnsureApiServerToKubeletsAsync(ApiObjects objects, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(objects);
        return objects.EnsureAsync(ApiServerToKubelets(), EnsureMode.CreateOrUpdate, cancellationToken);
    }

    private static IEnumerable<V1ClusterRoleBinding> Bindings()
    {
        var joining = Rights.Group(ClusterNames.BootstrapTokenGroup);
        yield return Rights.BindCluster(GetNodes, GetNodes, joining);
        yield return Rights.BindCluster("kubeadm:kubelet-bootstrap", "system:node-bootstrapper", joining);
        yield return Rights.BindCluster(
            "kubeadm:node-autoapprove-bootstrap", "system:certificates.k8s.io:certificatesigningrequests:nodeclient", joining);
        yield return Rights.BindCluster(
            "kubeadm:node-autoapprove-certificate-rotation",
            "system:certificates.k8s.io:certificatesigningrequests:selfnodeclient",
            Rights.Group(ClusterNames.NodesGroup));
    }

    private static V1ClusterRoleBinding ApiServerToKubelets() =>
        Rights.BindCluster("kubeadm:apiserver-kubelet-client", "system:kubelet-api-admin", Rights.User("kube-apiserver-kubelet-client"));
}
