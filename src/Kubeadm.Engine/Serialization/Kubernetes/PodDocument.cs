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
                var pod = KubernetesJson.Deserialize<V1Pod>(fields.ToJsonString());
                RequireElements(pod, source);
                return pod;
            }
        }
        catch (Exception e) when (e is not (KubeadmException or OutOfMemoryException))
        {
            throw Invalid(source, e.Message, e);
        }

        throw Invalid(source, "it is not a v1 Pod");
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
            throw Invalid(source, $"spec.{field} has an element that is null");
        }
    }

    private static KubeadmException Invalid(string source, string cause, Exception? inner = null) =>
        new("InvalidManifest", $"{source}: {cause}", inner) { Kind = KubeadmErrorKind.InvalidInput, Target = source };
}
