using System.Text.Json.Nodes;
using k8s.Models;
using Kubeadm.Engine.Cluster;
using Kubeadm.Engine.Serialization;
using Kubeadm.Engine.Workflows;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>The public ConfigMap by which joining nodes find the cluster; the token signer of the cluster adds its signatures.</summary>
public static class ClusterInfo
{
    /// <summary>The key of the kubeconfig in the ConfigMap.</summary>
    public const string KubeconfigKey = "kubeconfig";

    private const string RoleName = "kubeadm:bootstrap-signer-clusterinfo";

    /// <summary>Publishes where the cluster is, and lets everyone read it.</summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="server">The API server's address for nodes: <c>https://host:port</c>.</param>
    /// <param name="certificateAuthority">The cluster's CA certificates, PEM.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<IReadOnlyList<Change>> EnsureAsync(
        ApiObjects objects,
        string server,
        ReadOnlyMemory<byte> certificateAuthority,
        CancellationToken cancellationToken)
    {
        var kubeconfig = Kubeconfig(server, certificateAuthority.Span);
        var map = ConfigMaps.Of(ClusterNames.PublicNamespace, ClusterNames.ClusterInfo, (KubeconfigKey, kubeconfig));
        return
        [
            await objects.EnsureAsync(map, SetKubeconfig, cancellationToken),
            await objects.EnsureAsync(
                Rights.ReadOne(ClusterNames.PublicNamespace, RoleName, "configmaps", ClusterNames.ClusterInfo),
                EnsureMode.CreateOrUpdate,
                cancellationToken),
            await objects.EnsureAsync(
                Rights.Bind(ClusterNames.PublicNamespace, RoleName, Rights.User("system:anonymous")),
                EnsureMode.CreateOrUpdate,
                cancellationToken),
        ];

        void SetKubeconfig(V1ConfigMap live)
        {
            live.Data ??= new Dictionary<string, string>();
            live.Data[KubeconfigKey] = kubeconfig;
        }
    }

    // The cluster's signatures are over the very bytes of this text.
    private static string Kubeconfig(string server, ReadOnlySpan<byte> certificateAuthority) => KubernetesYaml.Write(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["clusters"] = new JsonArray(new JsonObject
        {
            ["name"] = "",
            ["cluster"] = new JsonObject
            {
                ["certificate-authority-data"] = Convert.ToBase64String(certificateAuthority),
                ["server"] = server,
            },
        }),
        ["contexts"] = null,
        ["current-context"] = "",
        ["users"] = null,
    });
}
