using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.StaticPods;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>The Pods by which the API server knows of a node's static Pods.</summary>
/// <param name="server">What the API server keeps.</param>
/// <param name="nodeName">The node's name.</param>
internal sealed class StaticPodMirrors(InMemoryApiServer server, string nodeName)
{
    /// <summary>The mark of a manifest.</summary>
    public static string HashOf(string manifest) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(manifest)));

    /// <summary>Whether the last that was written of a component's Pod is that it goes.</summary>
    public bool IsGone(string component) =>
        server.Writes.LastOrDefault(write => write.Resource == "pods" && write.Name == NameOf(component))?.Verb == ApiVerb.Delete;

    /// <summary>Has the server know a component by a manifest.</summary>
    public void Put(string component, string manifest, string phase)
    {
        var mirror = StaticPodReader.Parse(Encoding.UTF8.GetBytes(manifest), component);
        mirror.ApiVersion = "v1";
        mirror.Kind = "Pod";
        mirror.Metadata.Name = NameOf(component);
        mirror.Metadata.Annotations = new Dictionary<string, string>(mirror.Metadata.Annotations ?? new Dictionary<string, string>())
        {
            ["kubernetes.io/config.hash"] = HashOf(manifest),
        };
        mirror.Spec.NodeName = nodeName;
        mirror.Status = new V1PodStatus { Phase = phase };
        server.Seed("pods", JsonNode.Parse(KubernetesJson.Serialize(mirror))!.AsObject());
    }

    private string NameOf(string component) => $"{component}-{nodeName}";
}
