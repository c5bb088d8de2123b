using System.Net;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>
/// Grants the administrators that kubeadm makes (the group of <c>admin.conf</c>) their rights. They cannot do it themselves: the
/// break-glass administrator of <c>super-admin.conf</c>, whose rights are built in, does it for them.
/// </summary>
public static class AdminBinding
{
    /// <summary>Ensures the binding <c>kubeadm:cluster-admins</c>; waits for the API server to answer.</summary>
    /// <param name="admin">The cluster as the administrator.</param>
    /// <param name="superAdmin">The cluster as the break-glass administrator, or null where its kubeconfig is not there.</param>
    /// <param name="retry">How long requests are repeated.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KubeadmException">
    /// <c>AdminRightsMissing</c>: the binding is not there and there is no <c>super-admin.conf</c> to make it; and those of requests.
    /// </exception>
    public static async Task<Change> EnsureAsync(IKubernetes admin, IKubernetes? superAdmin, ApiRetry retry, CancellationToken cancellationToken)
    {
        var action = await retry.RunAsync(
            $"create clusterrolebindings/{ClusterNames.ClusterAdmins}",
            ct => CreateAsync(admin, forbiddenIsAnswer: true, ct),
            cancellationToken);
        if (action is null)
        {
            action = await MakeAsSuperAdminAsync(superAdmin, retry, cancellationToken);
            await WaitForRightsAsync(admin, retry, cancellationToken);
        }

        return new Change(ChangeKind.ApiObject, $"clusterrolebindings/{ClusterNames.ClusterAdmins}", action ?? ChangeAction.Unchanged);
    }

    private static async Task<string?> MakeAsSuperAdminAsync(IKubernetes? superAdmin, ApiRetry retry, CancellationToken cancellationToken)
    {
        if (superAdmin is null)
        {
            throw ClusterObjectErrors.AdminRightsMissing();
        }

        return await retry.RunAsync(
            $"create clusterrolebindings/{ClusterNames.ClusterAdmins} by super-admin.conf",
            ct => CreateAsync(superAdmin, forbiddenIsAnswer: false, ct),
            cancellationToken);
    }

    /// <summary>Null where the user may not.</summary>
    private static async Task<string?> CreateAsync(IKubernetes api, bool forbiddenIsAnswer, CancellationToken cancellationToken)
    {
        var binding = Rights.BindCluster(ClusterNames.ClusterAdmins, "cluster-admin", Rights.Group(ClusterNames.ClusterAdmins));
        binding.ApiVersion = "rbac.authorization.k8s.io/v1";
        binding.Kind = "ClusterRoleBinding";
        try
        {
            await api.RbacAuthorizationV1.CreateClusterRoleBindingAsync(binding, cancellationToken: cancellationToken);
            return ChangeAction.Create;
        }
        catch (Exception error) when (ApiErrors.IsAlreadyExists(error))
        {
            return ChangeAction.Unchanged;
        }
        catch (Exception error) when (forbiddenIsAnswer && ApiErrors.StatusOf(error) == HttpStatusCode.Forbidden)
        {
            return null;
        }
    }

    // The API server's authorizer hears of a new binding a moment later than its maker.
    private static Task<V1ClusterRoleBinding> WaitForRightsAsync(IKubernetes admin, ApiRetry retry, CancellationToken cancellationToken) => retry.RunAsync(
        "use the rights of admin.conf",
        ct => admin.RbacAuthorizationV1.ReadClusterRoleBindingAsync(ClusterNames.ClusterAdmins, cancellationToken: ct),
        cancellationToken);
}
