using k8s.Models;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.StaticPods;

/// <summary>Variables of a container's environment, ordered by name; of two with one name the later counts.</summary>
public static class ContainerEnvironment
{
    /// <summary>
    /// The proxy settings under which kubeadm itself runs: every variable whose name ends in <c>_proxy</c>, in any case, and has a value.
    /// </summary>
    public static IEnumerable<EnvVar> ProxyVariables(INodeSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.EnvironmentVariableNames
            .Where(name => name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase))
            .Select(name => new EnvVar { Name = name, Value = system.GetEnvironmentVariable(name) ?? "" })
            .Where(variable => variable.Value.Length > 0);
    }

    /// <summary>Merges lists of variables; null when there are none.</summary>
    public static IList<V1EnvVar>? Merge(params IEnumerable<EnvVar>[] lists)
    {
        SortedDictionary<string, EnvVar> merged = new(StringComparer.Ordinal);
        foreach (var variable in lists.SelectMany(list => list))
        {
            merged[variable.Name] = variable;
        }

        return merged.Count == 0 ? null : [.. merged.Values.Select(ToModel)];
    }

    private static V1EnvVar ToModel(EnvVar variable) => new()
    {
        Name = variable.Name,
        Value = NullIfEmpty(variable.Value),
        ValueFrom = variable.ValueFrom is { } source ? ToModel(source) : null,
    };

    private static V1EnvVarSource ToModel(EnvVarSource source) => new()
    {
        FieldRef = source.FieldRef is not { } field ? null
            : new V1ObjectFieldSelector { ApiVersion = NullIfEmpty(field.ApiVersion), FieldPath = field.FieldPath },
        ResourceFieldRef = source.ResourceFieldRef is not { } resource ? null
            : new V1ResourceFieldSelector
            {
                ContainerName = NullIfEmpty(resource.ContainerName),
                Resource = resource.Resource,
                Divisor = new ResourceQuantity(resource.Divisor.ToString()),
            },
        ConfigMapKeyRef = source.ConfigMapKeyRef is not { } map ? null
            : new V1ConfigMapKeySelector { Name = NullIfEmpty(map.Name), Key = map.Key, Optional = map.Optional },
        SecretKeyRef = source.SecretKeyRef is not { } secret ? null
            : new V1SecretKeySelector { Name = NullIfEmpty(secret.Name), Key = secret.Key, Optional = secret.Optional },
        FileKeyRef = source.FileKeyRef is not { } file ? null
            : new V1FileKeySelector { VolumeName = file.VolumeName, Path = file.Path, Key = file.Key, Optional = file.Optional },
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
