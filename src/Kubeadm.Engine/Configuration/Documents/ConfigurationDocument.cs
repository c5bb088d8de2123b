using System.Text.Json;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Configuration.Documents;

/// <summary>A document of a configuration file, and what it says it is.</summary>
/// <param name="Group">The API group.</param>
/// <param name="Version">The group's version.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Json">The value.</param>
/// <param name="Yaml">Where the value comes from.</param>
internal sealed record ConfigurationDocument(string Group, string Version, string Kind, JsonObject Json, YamlDocument Yaml)
{
    public const string KubeadmGroup = "kubeadm.k8s.io";

    /// <summary>The version of kubeadm's API that files are written in.</summary>
    public const string CurrentVersion = KubeadmGroup + "/v1beta4";

    public const string KubeletGroup = "kubelet.config.k8s.io";
    public const string KubeProxyGroup = "kubeproxy.config.k8s.io";

    /// <summary>The versions that kubeadm once read, and that now only the converter reads.</summary>
    private static readonly HashSet<string> Refused = new(StringComparer.Ordinal) { "v1alpha1", "v1alpha2", "v1alpha3", "v1beta1", "v1beta2" };

    private static readonly Dictionary<string, HashSet<string>> Known = new(StringComparer.Ordinal)
    {
        [KubeadmGroup + "/v1beta3"] = ["InitConfiguration", "ClusterConfiguration", "JoinConfiguration"],
        [CurrentVersion] = ["InitConfiguration", "ClusterConfiguration", "JoinConfiguration", "ResetConfiguration", "UpgradeConfiguration"],
        [KubeletGroup + "/v1beta1"] = ["KubeletConfiguration", "SerializedNodeConfigSource", "CredentialProviderConfig", "ImagePullIntent", "ImagePulledRecord"],
        [KubeProxyGroup + "/v1alpha1"] = ["KubeProxyConfiguration"],
    };

    public string ApiVersion => $"{Group}/{Version}";

    /// <summary>The file that it is in; null where that is not known.</summary>
    public string? File { get; init; }

    /// <summary>The line that says which version of its API it is of, else its first.</summary>
    public int VersionLine => Yaml.LineOf("apiVersion") ?? Yaml.Line;

    /// <summary>Whether kubeadm no longer reads this version of its own API.</summary>
    public bool IsRefusedVersion => Group == KubeadmGroup && Refused.Contains(Version);

    /// <summary>Whether the version will go with a later release.</summary>
    public bool IsDeprecatedVersion => ApiVersion == KubeadmGroup + "/v1beta3";

    /// <summary>Whether group, version and kind are ones that kubeadm reads.</summary>
    public bool IsKnown => Known.TryGetValue(ApiVersion, out var kinds) && kinds.Contains(Kind);

    /// <summary>Whether it configures a component that kubeadm writes the configuration of.</summary>
    public bool IsComponentConfiguration => Group is KubeletGroup or KubeProxyGroup;

    /// <summary>
    /// Whether the text begins like JSON and is none. Kubernetes decodes what begins with a brace as JSON,
    /// so that YAML's flow style cannot be used for a whole document.
    /// </summary>
    public bool IsBrokenJson()
    {
        if (!Yaml.Text.AsSpan().TrimStart().StartsWith("{"))
        {
            return false;
        }

        try
        {
            using var parsed = JsonDocument.Parse(Yaml.Text, new JsonDocumentOptions { MaxDepth = YamlLimits.Depth + 1 });
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
