using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>The cluster's DNS.</summary>
public sealed class Dns : ImageMeta
{
    /// <summary>Whether CoreDNS is left out.</summary>
    [ApiField("disabled")]
    public bool Disabled { get; set; }
}
