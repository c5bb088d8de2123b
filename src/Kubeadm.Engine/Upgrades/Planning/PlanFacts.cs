using Kubeadm.Engine.Addons;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades.Planning;

/// <summary>What a cluster is like, as far as a plan of its upgrade depends on it.</summary>
public sealed record PlanFacts
{
    /// <summary>The version of the newest API server.</summary>
    public required KubernetesVersion ClusterVersion { get; init; }

    /// <summary>The components of the control plane on each node.</summary>
    public required IReadOnlyList<ComponentVersion> Components { get; init; }

    /// <summary>The kubelets' versions.</summary>
    public required IReadOnlyList<NodeVersion> Kubelets { get; init; }

    /// <summary>The cluster's configuration.</summary>
    public required ClusterConfiguration Cluster { get; init; }

    /// <summary>What there is of CoreDNS.</summary>
    public required AddonState CoreDns { get; init; }

    /// <summary>What there is of kube-proxy.</summary>
    public required AddonState KubeProxy { get; init; }

    /// <summary>How the components' configurations stand.</summary>
    public IReadOnlyList<KubeComponentConfig> ComponentConfigs { get; init; } = [];

    /// <summary>What people changed by hand.</summary>
    public IReadOnlyList<UpgradeDrift> Drift { get; init; } = [];

    /// <summary>This node's certificates that end soon.</summary>
    public IReadOnlyList<KubeCertificate> ExpiringCertificates { get; init; } = [];

    /// <summary>What on this node would end an upgrade of it.</summary>
    public IReadOnlyList<string> NodeProblems { get; init; } = [];

    /// <summary>The endpoints of etcd; empty where it is external or was not asked.</summary>
    public IReadOnlyList<EtcdEndpointHealth> Etcd { get; init; } = [];

    /// <summary>Those that are not healthy.</summary>
    public IEnumerable<EtcdEndpointHealth> UnhealthyEtcd => Etcd.Where(endpoint => !endpoint.IsHealthy);
}
