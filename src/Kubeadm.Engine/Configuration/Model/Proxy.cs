using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>kube-proxy.</summary>
public sealed class Proxy
{
    /// <summary>Whether kube-proxy is left out.</summary>
    [ApiField("disabled")]
    public bool Disabled { get; set; }
}
