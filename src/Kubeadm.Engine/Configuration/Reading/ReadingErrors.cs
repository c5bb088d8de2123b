using Kubeadm.Engine.Configuration.Flags;

namespace Kubeadm.Engine.Configuration.Reading;

/// <summary>The errors of what is given beside configuration files.</summary>
internal static class ReadingErrors
{
    public static KubeadmException ValuesBesideFile(IReadOnlyList<GivenValue> values) => new(
        "ValuesBesideFile", $"a configuration file cannot be mixed with values given beside it for {string.Join(", ", values.Select(value => value.Field))}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = KubeList.Create<string>([.. values.Select(value => value.Name)]),
        Remedy = "Set these fields in the file.",
    };
}
