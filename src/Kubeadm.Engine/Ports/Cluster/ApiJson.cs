using System.Text.Json.Nodes;
using k8s;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>API objects as trees of values and back, in the client library's own encoding.</summary>
internal static class ApiJson
{
    public static JsonObject Of(object value) => JsonNode.Parse(KubernetesJson.Serialize(value))!.AsObject();

    public static T To<T>(JsonNode value) => KubernetesJson.Deserialize<T>(value.ToJsonString());

    public static T Clone<T>(T value)
        where T : class => KubernetesJson.Deserialize<T>(KubernetesJson.Serialize(value));
}
