using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Kubeadm.Engine.Serialization.Kubernetes;

/// <summary>Reads the Kubernetes client's models from documents.</summary>
internal static class ModelDocument
{
    /// <summary>Reads a Pod; fields that a Pod does not have are dropped.</summary>
    /// <exception cref="KubeadmException"><c>InvalidManifest</c>: it is not a Pod, or a value is not of its field's type.</exception>
    public static V1Pod ReadPod(JsonNode? document, string source)
    {
        var pod = Read<V1Pod>(document, "v1", "Pod", source);
        RequireElements(pod, source);
        return pod;
    }

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
        catch (Exception e) when (e is not (KubeadmException or OutOfMemoryException))
        {
            throw ManifestErrors.Undecodable(source, e);
        }

        throw ManifestErrors.OtherKind(source, apiVersion, kind);
    }

    /// <summary>Whoever reads a Pod's lists takes it that there is something in each place.</summary>
    private static void RequireElements(V1Pod pod, string source)
    {
        IEnumerable<(string Field, IEnumerable<object?>? List)> lists =
        [
            ("containers", pod.Spec?.Containers), ("initContainers", pod.Spec?.InitContainers), ("volumes", pod.Spec?.Volumes),
            .. (pod.Spec?.Containers ?? []).SelectMany(container => ((string, IEnumerable<object?>?)[])
            [
                ("containers.command", container?.Command), ("containers.args", container?.Args), ("containers.env", container?.Env),
                ("containers.volumeMounts", container?.VolumeMounts), ("containers.ports", container?.Ports),
            ]),
        ];
        if (lists.FirstOrDefault(list => list.List?.Contains(null) == true) is { Field: { } field })
        {
            throw ManifestErrors.NullElement(source, field);
        }
    }
}
