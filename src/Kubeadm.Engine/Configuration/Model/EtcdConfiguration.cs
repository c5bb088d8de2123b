using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>etcd: one member per control-plane node, or an external cluster; never both.</summary>
public sealed class EtcdConfiguration
{
    /// <summary>Members beside the API servers.</summary>
    [ApiField("local")]
    public LocalEtcd? Local { get; set; }

    /// <summary>A cluster that others run.</summary>
    [ApiField("external")]
    public ExternalEtcd? External { get; set; }
}
