using System.Security.Cryptography;
using System.Text;
using k8s.Models;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>ConfigMaps and the signatures by which kubeadm knows those that it generated.</summary>
public static class ConfigMaps
{
    /// <summary>Makes a ConfigMap.</summary>
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

    /// <summary>Whether a ConfigMap is as kubeadm generated it.</summary>
    public static bool IsSigned(V1ConfigMap map) =>
        map.Metadata.Annotations is { } annotations
        && annotations.TryGetValue(ClusterNames.ComponentConfigHashAnnotation, out var mark)
        && mark == Hash(map);

    private static string Hash(V1ConfigMap map)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, value) in (map.Data ?? new Dictionary<string, string>()).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(value));
        }

        foreach (var (_, value) in (map.BinaryData ?? new Dictionary<string, byte[]>()).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            hash.AppendData(value);
        }

        return "sha256:" + Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }
}
