using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Serialization.Kubernetes;

/// <summary>Reads Pods from documents.</summary>
internal static class PodDocument
{
    /// <summary>Reads a document; fields that a Pod does not have are dropped.</summary>
    /// <exception cref="KubeadmException"><c>InvalidManifest</c>: it is not a Pod.</exception>
    public static V1Pod Read(JsonNode? document, string source)
    {
        try
        {
            if (document is JsonObject fields && fields["kind"]?.ToString() == "Pod" && fields["apiVersion"]?.ToString() == "v1")
            {
                return KubernetesJson.Deserialize<V1Pod>(fields.ToJsonString());
            }
        }
        catch (Exception e) when (e is not (KubeadmException or OutOfMemoryException))
        {
            throw Invalid(source, e.Message, e);
        }

        throw Invalid(source, "it is not a v1 Pod");
    }

    private static KubeadmException Invalid(string source, string cause, Exception? inner = null) =>
        new("InvalidManifest", $"{source}: {cause}", inner) { Kind = KubeadmErrorKind.InvalidInput, Target = source };
}
