namespace Kubeadm.Engine.Versions;

/// <summary>
/// kubeadm's own feature gates, of release 1.36
/// (https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-init/#feature-gates).
/// </summary>
public static class FeatureGates
{
    /// <summary>The kubelet's CRI socket is kept in a file of the node, not in an annotation.</summary>
    public const string NodeLocalCriSocket = "NodeLocalCRISocket";

    /// <summary>Keys are ECDSA instead of RSA.</summary>
    public const string PublicKeysEcdsa = "PublicKeysECDSA";

    /// <summary>Control-plane components run as users of their own.</summary>
    public const string RootlessControlPlane = "RootlessControlPlane";

    /// <summary>Every gate, by name.</summary>
    public static IReadOnlyDictionary<string, FeatureGate> All { get; } = new FeatureGate[]
    {
        new(NodeLocalCriSocket, FeatureStage.GenerallyAvailable, Default: true),
        new(PublicKeysEcdsa, FeatureStage.Deprecated, Default: false, Notice: "set encryptionAlgorithm in the v1beta4 ClusterConfiguration instead; the gate goes with v1beta3"),
        new(RootlessControlPlane, FeatureStage.Alpha, Default: false, Notice: "it will give way to the kubelet's UserNamespacesSupport"),
    }.ToDictionary(gate => gate.Name, StringComparer.Ordinal);

    /// <summary>Whether a feature is on, by what was asked for or else by default.</summary>
    public static bool IsEnabled(IReadOnlyDictionary<string, bool> requested, string name)
    {
        ArgumentNullException.ThrowIfNull(requested);
        return requested.TryGetValue(name, out var enabled) ? enabled : All.TryGetValue(name, out var gate) && gate.Default;
    }

    /// <summary>Reads values of the flag <c>--feature-gates</c>: each <c>name=true|false</c>, several joined with commas.</summary>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: an unknown gate or a value that is not a truth value.</exception>
    public static SortedDictionary<string, bool> Parse(IEnumerable<string> values, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var gates = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var value in values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            var (name, text) = value.IndexOf('=', StringComparison.Ordinal) is var at and >= 0
                ? (value[..at].Trim(), value[(at + 1)..].Trim())
                : throw VersionErrors.GateWithoutValue(value);
            if (!All.TryGetValue(name, out var gate))
            {
                throw VersionErrors.UnknownGate(name, All.Keys);
            }

            gates[name] = ParseTruth(text) ?? throw VersionErrors.InvalidGateValue(name, text);
            if (gate.Stage == FeatureStage.Deprecated)
            {
                warn?.Invoke($"The feature gate {name} is deprecated: {gate.Notice}.");
            }
        }

        return gates;
    }

    /// <summary>Why requested gates cannot be used with a version of Kubernetes; empty when they can.</summary>
    public static IEnumerable<string> Incompatible(IReadOnlyDictionary<string, bool> requested, KubernetesVersion version)
    {
        ArgumentNullException.ThrowIfNull(requested);
        return from name in requested.Keys
               where All.TryGetValue(name, out var gate) && gate.Minimum is { } minimum && version < minimum
               select $"The feature gate {name} needs Kubernetes {All[name].Minimum!.Value.ToTag()} or later, not {version.ToTag()}.";
    }

    /// <summary>The words that Go's flags take for truth values.</summary>
    private static bool? ParseTruth(string text) => text switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => null,
    };
}
