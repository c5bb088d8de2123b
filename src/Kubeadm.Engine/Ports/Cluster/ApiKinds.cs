namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>The kinds of the resources that kubeadm reads and writes.</summary>
internal static class ApiKinds
{
    private static readonly Dictionary<(string Group, string Resource), string> Known = new()
    {
        [("", "configmaps")] = "ConfigMap",
        [("", "nodes")] = "Node",
        [("", "pods")] = "Pod",
        [("", "secrets")] = "Secret",
        [("", "serviceaccounts")] = "ServiceAccount",
        [("", "services")] = "Service",
        [("apps", "daemonsets")] = "DaemonSet",
        [("apps", "deployments")] = "Deployment",
        [("batch", "jobs")] = "Job",
        [("rbac.authorization.k8s.io", "clusterrolebindings")] = "ClusterRoleBinding",
        [("rbac.authorization.k8s.io", "clusterroles")] = "ClusterRole",
        [("rbac.authorization.k8s.io", "rolebindings")] = "RoleBinding",
        [("rbac.authorization.k8s.io", "roles")] = "Role",
    };

    /// <summary>The kind of a path's objects; null when it is not among those, or the path is of a part of an object.</summary>
    public static string? Find(ApiPath path) => path.Subresource.Length == 0 ? Known.GetValueOrDefault((path.Group, path.Resource)) : null;
}
