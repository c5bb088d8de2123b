using k8s.Models;

namespace Kubeadm.Engine.StaticPods;

/// <summary>What an etcd manifest says of the member that it runs. What it does not say is null.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="PeerUrl">Where other members reach it.</param>
/// <param name="DataDirectory">The folder of its data on the node.</param>
public sealed record EtcdManifest(string? Name, string? PeerUrl, string? DataDirectory)
{
    private const string DataVolume = "etcd-data";

    /// <summary>Looks into a manifest.</summary>
    public static EtcdManifest Of(V1Pod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var command = pod.Spec?.Containers?.FirstOrDefault()?.Command ?? [];
        return new EtcdManifest(
            Argument(command, "name"),
            Argument(command, "initial-advertise-peer-urls"),
            pod.Spec?.Volumes?.FirstOrDefault(volume => volume.Name == DataVolume)?.HostPath?.Path);
    }

    private static string? Argument(IEnumerable<string> command, string name)
    {
        var prefix = $"--{name}=";
        return command.LastOrDefault(word => word.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
    }
}
