using System.Text;
using Kubeadm.Engine.Ports.Cluster;
using k8s.Models;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>ConfigMaps and the signatures by which kubeadm knows those that it generated.</summary>
public static class ConfigMaps
{
    /// <summary>Creates a ConfigMap.</summary>
    public static V1ConfigMap Of(string space, string name, params (string Key, string Value)[] data) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = space },
        Data = data.ToDictionary(entry => entry.Key, entry => entry.Value),
    };

    /// <summary>The change of a live ConfigMap that sets one key and leaves what others keep in it.</summary>
    public static Action<V1ConfigMap> Set(string key, string value) => live =>
    {
        live.Data ??= new Dictionary<string, string>();
        live.Data[key] = value;
    };

    /// <summary>Marks a ConfigMap as generated: nobody has edited it as long as the mark is that of its content.</summary>
    public static void Sign(V1ConfigMap map)
    {
        map.Metadata.Annotations ??= new Dictionary<string, string>();
        map.Metadata.Annotations[ClusterNames.ComponentConfigHashAnnotation] = Hash(map);
    }

    /// <summary>Who wrote what a ConfigMap holds, by the mark of <see cref="Sign"/>.</summary>
    public static string OriginOf(V1ConfigMap map)
    {
        if (map.Metadata.Annotations is not { } annotations || !annotations.TryGetValue(ClusterNames.ComponentConfigHashAnnotation, out var mark))
        {
            return ConfigurationOrigin.UserSupplied;
        }

        return mark == Hash(map) ? ConfigurationOrigin.Generated : ConfigurationOrigin.Edited;
    }

    private static string Hash(V1ConfigMap map)
    {
        var texts = InOrder(map.Data).Select(Encoding.UTF8.GetBytes);
        return "sha256:" + HexDigest.Of(texts.Concat(InOrder(map.BinaryData)));
    }

    private static IEnumerable<T> InOrder<T>(IDictionary<string, T>? data) =>
        data?.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value) ?? [];
}
