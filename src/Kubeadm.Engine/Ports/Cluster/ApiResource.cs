using k8s;
using k8s.Models;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>One kind of API object and how it is read and written.</summary>
internal sealed record ApiResource<T>(
    string Group,
    string Plural,
    string Kind,
    Func<IKubernetes, V1ObjectMeta, CancellationToken, Task<T>> Read,
    Func<IKubernetes, T, CancellationToken, Task<T>> Create,
    Func<IKubernetes, T, CancellationToken, Task<T>> Replace)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>The <c>apiVersion</c> field of objects of the kind. All of them are in version 1 of their group.</summary>
    public string ApiVersion => Group.Length == 0 ? "v1" : Group + "/v1";

    /// <summary>The object's name in a change's target.</summary>
    public string TargetOf(V1ObjectMeta metadata) => metadata.NamespaceProperty is { Length: > 0 } space
        ? $"{Plural}/{space}/{metadata.Name}"
        : $"{Plural}/{metadata.Name}";
}

/// <summary>The kinds that kubeadm keeps in a cluster.</summary>
internal static class ApiResources
{
    private const string Rbac = "rbac.authorization.k8s.io";

    public static ApiResource<T> Of<T>()
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        (ApiResource<T>)(Find(typeof(T)) ?? throw new NotSupportedException($"{typeof(T).Name} is not among the kinds that kubeadm writes"));

    private static object? Find(Type type) => type.Name switch
    {
        nameof(V1ConfigMap) => new ApiResource<V1ConfigMap>(
            "", "configmaps", "ConfigMap",
            (api, m, ct) => api.CoreV1.ReadNamespacedConfigMapAsync(m.Name, m.NamespaceProperty, cancellationToken: ct),
            (api, o, ct) => api.CoreV1.CreateNamespacedConfigMapAsync(o, o.Namespace(), cancellationToken: ct),
            (api, o, ct) => api.CoreV1.ReplaceNamespacedConfigMapAsync(o, o.Name(), o.Namespace(), cancellationToken: ct)),
        nameof(V1Secret) => new ApiResource<V1Secret>(
            "", "secrets", "Secret",
            (api, m, ct) => api.CoreV1.ReadNamespacedSecretAsync(m.Name, m.NamespaceProperty, cancellationToken: ct),
            (api, o, ct) => api.CoreV1.CreateNamespacedSecretAsync(o, o.Namespace(), cancellationToken: ct),
            (api, o, ct) => api.CoreV1.ReplaceNamespacedSecretAsync(o, o.Name(), o.Namespace(), cancellationToken: ct)),
        nameof(V1ServiceAccount) => new ApiResource<V1ServiceAccount>(
            "", "serviceaccounts", "ServiceAccount",
            (api, m, ct) => api.CoreV1.ReadNamespacedServiceAccountAsync(m.Name, m.NamespaceProperty, cancellationToken: ct),
            (api, o, ct) => api.CoreV1.CreateNamespacedServiceAccountAsync(o, o.Namespace(), cancellationToken: ct),
            (api, o, ct) => api.CoreV1.ReplaceNamespacedServiceAccountAsync(o, o.Name(), o.Namespace(), cancellationToken: ct)),
        nameof(V1Service) => new ApiResource<V1Service>(
            "", "services", "Service",
            (api, m, ct) => api.CoreV1.ReadNamespacedServiceAsync(m.Name, m.NamespaceProperty, cancellationToken: ct),
            (api, o, ct) => api.CoreV1.CreateNamespacedServiceAsync(o, o.Namespace(), cancellationToken: ct),
            (api, o, ct) => api.CoreV1.ReplaceNamespacedServiceAsync(o, o.Name(), o.Namespace(), cancellationToken: ct)),
        _ => FindApps(type) ?? FindRbac(type),
    };

    private static object? FindApps(Type type) => type.Name switch
    {
        nameof(V1Deployment) => new ApiResource<V1Deployment>(
            "apps", "deployments", "Deployment",
            (api, m, ct) => api.AppsV1.ReadNamespacedDeploymentAsync(m.Name, m.NamespaceProperty, cancellationToken: ct),
            (api, o, ct) => api.AppsV1.CreateNamespacedDeploymentAsync(o, o.Namespace(), cancellationToken: ct),
            (api, o, ct) => api.AppsV1.ReplaceNamespacedDeploymentAsync(o, o.Name(), o.Namespace(), cancellationToken: ct)),
        nameof(V1DaemonSet) => new ApiResource<V1DaemonSet>(
            "apps", "daemonsets", "DaemonSet",
            (api, m, ct) => api.AppsV1.ReadNamespacedDaemonSetAsync(m.Name, m.NamespaceProperty, cancellationToken: ct),
            (api, o, ct) => api.AppsV1.CreateNamespacedDaemonSetAsync(o, o.Namespace(), cancellationToken: ct),
            (api, o, ct) => api.AppsV1.ReplaceNamespacedDaemonSetAsync(o, o.Name(), o.Namespace(), cancellationToken: ct)),
        _ => null,
    };

    private static object? FindRbac(Type type) => type.Name switch
    {
        nameof(V1Role) => new ApiResource<V1Role>(
            Rbac, "roles", "Role",
            (api, m, ct) => api.RbacAuthorizationV1.ReadNamespacedRoleAsync(m.Name, m.NamespaceProperty, cancellationToken: ct),
            (api, o, ct) => api.RbacAuthorizationV1.CreateNamespacedRoleAsync(o, o.Namespace(), cancellationToken: ct),
            (api, o, ct) => api.RbacAuthorizationV1.ReplaceNamespacedRoleAsync(o, o.Name(), o.Namespace(), cancellationToken: ct)),
        nameof(V1RoleBinding) => new ApiResource<V1RoleBinding>(
            Rbac, "rolebindings", "RoleBinding",
            (api, m, ct) => api.RbacAuthorizationV1.ReadNamespacedRoleBindingAsync(m.Name, m.NamespaceProperty, cancellationToken: ct),
            (api, o, ct) => api.RbacAuthorizationV1.CreateNamespacedRoleBindingAsync(o, o.Namespace(), cancellationToken: ct),
            (api, o, ct) => api.RbacAuthorizationV1.ReplaceNamespacedRoleBindingAsync(o, o.Name(), o.Namespace(), cancellationToken: ct)),
        nameof(V1ClusterRole) => new ApiResource<V1ClusterRole>(
            Rbac, "clusterroles", "ClusterRole",
            (api, m, ct) => api.RbacAuthorizationV1.ReadClusterRoleAsync(m.Name, cancellationToken: ct),
            (api, o, ct) => api.RbacAuthorizationV1.CreateClusterRoleAsync(o, cancellationToken: ct),
            (api, o, ct) => api.RbacAuthorizationV1.ReplaceClusterRoleAsync(o, o.Name(), cancellationToken: ct)),
        nameof(V1ClusterRoleBinding) => new ApiResource<V1ClusterRoleBinding>(
            Rbac, "clusterrolebindings", "ClusterRoleBinding",
            (api, m, ct) => api.RbacAuthorizationV1.ReadClusterRoleBindingAsync(m.Name, cancellationToken: ct),
            (api, o, ct) => api.RbacAuthorizationV1.CreateClusterRoleBindingAsync(o, cancellationToken: ct),
            (api, o, ct) => api.RbacAuthorizationV1.ReplaceClusterRoleBindingAsync(o, o.Name(), cancellationToken: ct)),
        _ => null,
    };
}
