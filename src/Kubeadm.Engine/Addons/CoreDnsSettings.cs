using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Addons;

/// <summary>What the CoreDNS addon depends on.</summary>
public sealed record CoreDnsSettings
{
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
