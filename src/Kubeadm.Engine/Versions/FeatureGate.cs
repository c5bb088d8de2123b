namespace Kubeadm.Engine.Versions;

/// <summary>How mature a feature is.</summary>
public enum FeatureStage
{
    /// <summary>May change or go; off unless asked for.</summary>
    Alpha,

    /// <summary>Complete and on.</summary>
    Beta,

    /// <summary>Stable.</summary>
    GenerallyAvailable,

    /// <summary>Will be removed.</summary>
    Deprecated,
}

/// <summary>A feature of kubeadm that can be turned on or off.</summary>
/// <param name="Name">Its name in <c>featureGates</c>.</param>
/// <param name="Stage">How mature it is.</param>
/// <param name="Default">Whether it is on when nothing is said.</param>
/// <param name="Minimum">The oldest Kubernetes it works with, or null.</param>
/// <param name="Notice">What its users should know, or empty.</param>
public sealed record FeatureGate(string Name, FeatureStage Stage, bool Default, KubernetesVersion? Minimum = null, string Notice = "");

/// <summary>A feature of kubeadm that can no longer be turned on or off.</summary>
/// <param name="Name">Its name in <c>featureGates</c>.</param>
/// <param name="Since">The first release without the gate.</param>
/// <param name="IsOn">Whether that release always does what the gate stood for, or never.</param>
public sealed record RemovedFeatureGate(string Name, KubernetesVersion Since, bool IsOn);
