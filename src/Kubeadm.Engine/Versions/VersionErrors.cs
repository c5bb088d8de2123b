using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Versions;

/// <summary>The errors of versions and feature gates.</summary>
internal static class VersionErrors
{
    private const string InvalidVersion = "InvalidVersion";

    public static KubeadmException NotAVersion(string text) => new(InvalidVersion, $"'{text}' is not a semantic version such as {KubernetesReleases.Example}.")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = text,
    };

    /// <summary>A text in the place of <c>kubernetesVersion</c>, which takes labels of the release server too.</summary>
    public static KubeadmException NeitherVersionNorLabel(string text) => new(
        InvalidVersion, $"kubernetesVersion: '{text}' is neither a version such as {KubernetesReleases.Example} nor a label such as stable, stable-{KubernetesReleases.Current.Current.Series} or latest.")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = "kubernetesVersion",
    };

    /// <summary>A minor without a patch, of which none is known.</summary>
    public static KubeadmException PatchMissing(string text) => new(InvalidVersion, $"kubernetesVersion: '{text}' names no patch, and none of that minor is known")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = "kubernetesVersion",
        Remedy = $"Give a version such as {KubernetesReleases.Example}.",
    };

    /// <summary>A version that the cluster may not go to, with every rule that says so.</summary>
    public static KubeadmException NotAllowed(KubernetesVersion target, IReadOnlyList<VersionFinding> findings) => new(
        "VersionNotAllowed", $"the cluster cannot go to {target.ToTag()}: {string.Join("; ", findings.Select(finding => finding.Message))}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = findings,
        Remedy = findings.All(finding => finding.CanBeForced)
            ? "Put right what is named, or overrule it on your own account."
            : "Put right what is named; not all of it can be overruled.",
    };

    public static KubeadmException GateWithoutValue(string text) => InvalidGates($"The feature gate '{text}' has no value: write {text}=true or {text}=false.");

    public static KubeadmException UnknownGate(string name, IEnumerable<string> known) =>
        InvalidGates(NotAGate(name, known) + ".");

    public static KubeadmException InvalidGateValue(string gate, string text) =>
        InvalidGates($"The feature gate {gate} has the value '{text}'; it takes true or false.");

    /// <summary>What is wrong with the name of a feature gate that is none, without a full stop: for findings.</summary>
    public static string NotAGate(string name, IEnumerable<string> known) => $"'{name}' is not a feature gate; known are {string.Join(", ", known)}";

    /// <summary>What is wrong with a version that cannot be read, without a full stop: for findings.</summary>
    public static string NotAKubernetesVersion(string text) => $"\"{text}\" is not a version of Kubernetes";

    private static KubeadmException InvalidGates(string message) =>
        new(ErrorIds.InvalidConfiguration, message) { Kind = KubeadmErrorKind.InvalidInput, Target = "featureGates" };
}
