using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.StaticPods;

/// <summary>
/// Arguments of etcd that a later etcd knows by other names. Those of 3.5 that begin with <c>experimental-</c> have new names in 3.6, which
/// takes the old ones too, and are gone in 3.7 (https://etcd.io/docs/v3.6/upgrades/upgrade_3_6/#flags-removed).
/// </summary>
public static class EtcdFormerArguments
{
    private const string Prefix = "experimental-";
    private const string FeatureGates = "feature-gates";
    private const string OwnGate = "InitialCorruptCheck";

    /// <summary>The etcd that takes the old names no longer; its previews neither.</summary>
    private static readonly KubernetesVersion Gone = new(3, 7, 0, "0");

    /// <summary>Arguments that became features, by their name without the prefix.</summary>
    private static readonly Dictionary<string, string> Features = new(StringComparer.Ordinal)
    {
        ["initial-corrupt-check"] = OwnGate,
        ["compact-hash-check-enabled"] = "CompactHashCheck",
        ["enable-lease-checkpoint"] = "LeaseCheckpoint",
        ["enable-lease-checkpoint-persist"] = "LeaseCheckpointPersist",
        ["stop-grpc-service-on-defrag"] = "StopGRPCServiceOnDefrag",
        ["txn-mode-write-with-shared-buffer"] = "TxnModeWriteWithSharedBuffer",
    };

    /// <summary>What is to be said of a person's arguments before etcd is upgraded; empty when they are well.</summary>
    /// <param name="arguments">The arguments, <c>etcd.local.extraArgs</c>.</param>
    /// <param name="etcdTag">The tag of the etcd to come, as a version.</param>
    public static IEnumerable<string> Warnings(IReadOnlyCollection<Arg> arguments, string etcdTag)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var fails = KubernetesVersion.TryParse(etcdTag, out var etcd) && etcd >= Gone;
        foreach (var argument in arguments.Where(argument => argument.Name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var name = argument.Name[Prefix.Length..];
            var instead = Features.TryGetValue(name, out var feature) ? $"{feature} in {FeatureGates}" : name;
            yield return $"etcd.local.extraArgs: {argument.Name} has another name from etcd 3.6 on, {instead}"
                + (fails ? $", and etcd {etcdTag} does not start with the old one" : ", and is gone in 3.7");
        }

        if (ComponentArguments.Find(arguments, FeatureGates) is { } gates && !gates.Contains(OwnGate, StringComparison.Ordinal))
        {
            yield return $"etcd.local.extraArgs: {FeatureGates} takes the place of kubeadm's own, {OwnGate}=true; name that too if etcd is to go on looking for corruption when it starts";
        }
    }
}
