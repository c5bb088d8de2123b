using System.Text.Json.Nodes;
using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Addons;

/// <summary>What the CoreDNS addon depends on.</summary>
public sealed record CoreDnsSettings
{
    /// <summary>Takes them from a cluster's configuration.</summary>
    /// <param name="cluster">The configuration, complete with defaults.</param>
    /// <param name="release">The release that deploys.</param>
    /// <param name="patch">Applies a person's patches.</param>
    internal static CoreDnsSettings Of(ClusterConfiguration cluster, KubernetesRelease release, Func<JsonObject, JsonObject> patch) => new()
    {
        Image = ControlPlaneImages.CoreDns(cluster, release),
        Release = release.CoreDns,
        DnsDomain = cluster.Networking.DnsDomain,
        ServiceAddress = Subnets.DnsAddress(cluster.Networking.ServiceSubnet).ToString(),
        PatchDeployment = patch,
    };

    /// <summary>The image's reference.</summary>
    public required string Image { get; init; }

    /// <summary>The tag of the CoreDNS release that belongs to the Kubernetes version, whatever <see cref="Image"/> says.</summary>
    public required string Release { get; init; }

    /// <summary>The cluster's domain: <c>cluster.local</c>.</summary>
    public required string DnsDomain { get; init; }

    /// <summary>The address of the DNS Service: the tenth of the first service range.</summary>
    public required string ServiceAddress { get; init; }

    /// <summary>
    /// Applies a person's patches to the Deployment (target <c>corednsdeployment</c>); null means none. An upgrade of a Deployment that
    /// people changed asks twice: what the patches make of kubeadm's own, and of the one that is written.
    /// </summary>
    public Func<JsonObject, JsonObject>? PatchDeployment { get; init; }
}
