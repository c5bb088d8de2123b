namespace Kubeadm.Engine.Serialization.Kubernetes;

/// <summary>The errors of a document that should be an object of Kubernetes' API.</summary>
internal static class ManifestErrors
{
    public const string InvalidManifest = "InvalidManifest";

    /// <summary>A value is not of its field's type.</summary>
    public static KubeadmException Undecodable(string source, Exception error) => Invalid(source, error.Message, error);

    public static KubeadmException OtherKind(string source, string apiVersion, string kind) => Invalid(source, $"it is not a {apiVersion} {kind}");

    public static KubeadmException NullElement(string source, string list) => Invalid(source, $"spec.{list} has an element that is null");

    /// <summary>A Pod lacks what every Pod has: a patch may have taken it.</summary>
    /// <param name="source">Where it came from.</param>
    /// <param name="field">The field that is missing or empty.</param>
    public static KubeadmException Incomplete(string source, string field) =>
        Invalid(source, $"{field} is missing or empty", remedy: "Every Pod has a name and a container: mend the manifest, or the patch that took it.");

    /// <summary>The text is not YAML.</summary>
    public static KubeadmException NotYaml(string source, KubeadmException problem) => Invalid(source, problem.Message, problem, problem.Remedy);

    private static KubeadmException Invalid(string source, string cause, Exception? inner = null, string? remedy = null) =>
        new(InvalidManifest, $"{source}: {cause}", inner) { Kind = KubeadmErrorKind.InvalidInput, Target = source, Remedy = remedy };
}
