using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Serialization.Kubernetes;

/// <summary>
/// Writes the Kubernetes client's models (<c>k8s.Models.V1Pod</c> and so on) as kubeadm writes the same objects:
/// null is left out, and what Go writes although nothing is set (<c>resources: {}</c>, <c>status: {}</c>) is there.
/// </summary>
/// <remarks>
/// The client's own serializer knows neither, and takes some 200 ms at its first use, where this takes a few.
/// </remarks>
public static class KubernetesModels
{
    /// <summary>Writes a model; at the top with <c>apiVersion</c> and <c>kind</c>, also where the model leaves them null.</summary>
    public static JsonObject ToJson(object model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return KubernetesModelEncoder.EncodeObject(model);
    }

    /// <summary>Writes a model as YAML.</summary>
    public static string ToYaml(object model) => KubeYaml.Write(ToJson(model));
}
