using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Configuration;

/// <summary>The errors of configuration files and of printing defaults. What is wrong in a configuration is a finding.</summary>
internal static class ConfigurationErrors
{
    /// <summary>The error of a text with the file that it stands in.</summary>
    public static KubeadmException InFile(string path, KubeadmException problem) =>
        new(problem.ErrorId, $"{path}: {problem.Message}", problem) { Kind = problem.Kind, Target = path, Remedy = problem.Remedy };

    public static KubeadmException ComponentsBesideInitOnly(DefaultDocumentKind kind) => new(
        ErrorIds.InvalidArgument, $"component configurations go with those of Init; {kind} has none")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = kind,
        Remedy = "Name Init among the kinds, or no component configuration.",
    };

    public static KubeadmException NoSuchField(IReadOnlyList<string> values, IEnumerable<DefaultDocumentKind> kinds) => new(
        ErrorIds.InvalidArgument, $"the documents of {string.Join(", ", kinds)} have no field for {string.Join(", ", values)}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = values,
        Remedy = "Leave it out, or name a kind that has it.",
    };

    public static KubeadmException UnknownComponent(string kind) => new(
        ErrorIds.InvalidArgument, $"'{kind}' is not a component's configuration; known are KubeletConfiguration and KubeProxyConfiguration.")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = kind,
    };
}
