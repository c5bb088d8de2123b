using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Serialization;

/// <summary>YAML as Kubernetes reads and writes it (sigs.k8s.io/yaml).</summary>
public static class KubernetesYaml
{
    /// <summary>Writes a value with sorted keys, byte for byte as Kubernetes' tools do.</summary>
    public static string Write(JsonNode? value) => throw new NotSupportedException();
}
