namespace Kubeadm;

/// <summary>What a page for people says of a node and its cluster. What was not looked at is empty. Holds no secret.</summary>
public sealed record KubeReport
{
    /// <summary>The page's title.</summary>
    public required string Title { get; init; }

    /// <summary>The node that it is about; empty where that is not known.</summary>
    public string Node { get; init; } = "";

    /// <summary>When it was put together, UTC. What is left of a certificate's time is counted from here.</summary>
    public required DateTime Created { get; init; }

    /// <summary>The cluster's name; null where it is not known.</summary>
    public string? ClusterName { get; init; }

    /// <summary>The version of the newest API server, <c>v1.36.3</c>; null where it is not known.</summary>
    public string? KubernetesVersion { get; init; }

    /// <summary>The version that the cluster can be upgraded to; null where there is none, or none is known.</summary>
    public string? TargetVersion { get; init; }

    /// <summary>The certificates that are there.</summary>
    public KubeList<KubeCertificate> Certificates { get; init; } = [];

    /// <summary>The preflight checks with their verdicts.</summary>
    public KubeList<PreflightCheck> Checks { get; init; } = [];

    /// <summary>What the phases of a run did, in order.</summary>
    public KubeList<PhaseResult> Phases { get; init; } = [];

    /// <summary>The components of the cluster, add-ons and kubelets among them, with the versions that run.</summary>
    public KubeList<KubeUpgradeComponent> Components { get; init; } = [];

    /// <summary>The nodes whose kubelet is older than the cluster.</summary>
    public KubeList<NodeVersion> NodesBehind { get; init; } = [];

    /// <summary>The endpoints of etcd with their health; those of a plan only where they are not healthy.</summary>
    public KubeList<EtcdEndpointHealth> Etcd { get; init; } = [];

    /// <summary>What people changed by hand.</summary>
    public KubeList<UpgradeDrift> Drift { get; init; } = [];

    /// <summary>What would end an upgrade to <see cref="TargetVersion"/> before it begins.</summary>
    public KubeList<string> Obstacles { get; init; } = [];

    /// <summary>What else a person should know, also why a part of the report is empty.</summary>
    public KubeList<string> Notes { get; init; } = [];

    /// <summary>What asks for a person, the worst first: what failed, what has ended or ends soon, what is behind.</summary>
    public KubeList<string> Attention => [.. ReportAttention.Of(this).Select(matter => matter.Text)];

    /// <summary>The file of the page; null where none was written.</summary>
    public string? Path { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Node.Length == 0 ? Title : $"{Title}: {Node}";
}
