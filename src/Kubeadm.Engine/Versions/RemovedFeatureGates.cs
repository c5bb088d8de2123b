namespace Kubeadm.Engine.Versions;

/// <summary>
/// The table of kubeadm's feature gates that are no longer
/// (https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-init/#feature-gates).
/// </summary>
public static class RemovedFeatureGates
{
    /// <summary>Gates that earlier releases had, by name: configurations that clusters keep may still name them.</summary>
    public static IReadOnlyDictionary<string, RemovedFeatureGate> All { get; } = new RemovedFeatureGate[]
    {
        new("IPv6DualStack", new(1, 24, 0), IsOn: true),
        new("UnversionedKubeletConfigMap", new(1, 26, 0), IsOn: true),
        new("UpgradeAddonsBeforeControlPlane", new(1, 31, 0), IsOn: false),
        new("EtcdLearnerMode", new(1, 33, 0), IsOn: true),
        new("WaitForAllControlPlaneComponents", new(1, 35, 0), IsOn: true),
        new("ControlPlaneKubeletLocalMode", new(1, 36, 0), IsOn: true),
    }.ToDictionary(gate => gate.Name, StringComparer.Ordinal);

    /// <summary>Takes gates out that are no longer, and says what became of them. Names that no release had stay as they are.</summary>
    /// <param name="gates">The gates that a cluster's configuration names.</param>
    /// <returns>A line for each name that is not a gate of this release.</returns>
    public static IReadOnlyList<string> RemoveFrom(IDictionary<string, bool> gates)
    {
        ArgumentNullException.ThrowIfNull(gates);
        var notices = new List<string>();
        foreach (var name in gates.Keys.Where(name => !FeatureGates.All.ContainsKey(name)).ToList())
        {
            if (All.TryGetValue(name, out var former))
            {
                gates.Remove(name);
                notices.Add($"{name} is no feature gate any more: what it stood for is always {(former.IsOn ? "on" : "off")} since Kubernetes {former.Since.Series}. The name is left out");
            }
            else
            {
                notices.Add(VersionErrors.NotAGate(name, FeatureGates.All.Keys));
            }
        }

        return notices;
    }
}
