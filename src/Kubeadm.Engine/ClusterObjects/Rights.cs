using k8s.Models;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>Creates role-based access objects (rbac.authorization.k8s.io/v1).</summary>
internal static class Rights
{
    private const string ApiGroup = "rbac.authorization.k8s.io";

    /// <summary>A Role that lets one object be read.</summary>
    public static V1Role ReadOne(string space, string name, string resource, string objectName) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = space },
        Rules = [new V1PolicyRule { Verbs = ["get"], ApiGroups = [""], Resources = [resource], ResourceNames = [objectName] }],
    };

    /// <summary>A RoleBinding of the Role of the same name.</summary>
    public static V1RoleBinding Bind(string space, string name, params Rbacv1Subject[] subjects) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = space },
        RoleRef = new V1RoleRef { ApiGroup = ApiGroup, Kind = "Role", Name = name },
        Subjects = [.. subjects],
    };

    /// <summary>A ClusterRoleBinding.</summary>
    public static V1ClusterRoleBinding BindCluster(string name, string role, params Rbacv1Subject[] subjects) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        RoleRef = new V1RoleRef { ApiGroup = ApiGroup, Kind = "ClusterRole", Name = role },
        Subjects = [.. subjects],
    };

    public static Rbacv1Subject Group(string name) => new() { Kind = "Group", Name = name };

    public static Rbacv1Subject User(string name) => new() { Kind = "User", Name = name };

    public static Rbacv1Subject ServiceAccount(string space, string name) =>
        new() { Kind = "ServiceAccount", Name = name, NamespaceProperty = space };
}
