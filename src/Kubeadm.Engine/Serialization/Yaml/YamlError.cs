using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>The error of a text that cannot be read.</summary>
internal static class YamlError
{
    public static KubeadmException At(int? line, string problem, Exception? inner = null) =>
        new("InvalidConfiguration", line is null ? $"invalid YAML: {problem}" : $"invalid YAML at line {line}: {problem}", inner)
        {
            Kind = KubeadmErrorKind.InvalidInput,
            Remedy = line is null ? null : $"Correct line {line} of the file.",
        };
}
