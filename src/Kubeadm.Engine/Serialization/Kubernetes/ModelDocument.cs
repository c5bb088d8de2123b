using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Serialization.Kubernetes;

/// <summary>Reads the Kubernetes client's models from documents.</summary>
internal static class ModelDocument
{
    /// <summary>Reads a Pod; fields that a Pod does not have are dropped.</summary>
    /// <exception cref="KubeadmException"><c>InvalidManifest</c>: it is not a Pod, or a value is not of its field's type.</exception>
    public static V1Pod ReadPod(JsonNode? document, string source) => Read<V1Pod>(document, "v1", "Pod", source);

    /// <summary>Reads a Deployment; fields that a Deployment does not have are dropped.</summary>
    /// <exception cref="KubeadmException"><c>InvalidManifest</c>: it is not a Deployment, or a value is not of its field's type.</exception>
    public static V1Deployment ReadDeployment(JsonNode? document, string source) => Read<V1Deployment>(document, "apps/v1", "Deployment", source);

    private static T Read<T>(JsonNode? document, string apiVersion, string kind, string source)
    {
        try
        {
            if (document is JsonObject fields && fields["kind"]?.ToString() == kind && fields["apiVersion"]?.ToString() == apiVersion)
            {
                return KubernetesJson.Deserialize<T>(fields.ToJsonString());
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or NotSupportedException)
        {
            throw Invalid(source, e.Message, e);
        }

        throw Invalid(source, $"it is not a {apiVersion} {kind}");
    }

    private static KubeadmException Invalid(string source, string cause, Exception? inner = null) =>
        new("InvalidManifest", $"{source}: {cause}", inner) { Kind = KubeadmErrorKind.InvalidInput, Target = source };
}
