using System.Security;

namespace Kubeadm;

/// <summary>This machine as a control plane of a cluster, as it is wanted or is: the first one, or, where an API server to join is named, a further one.</summary>
public sealed record KubeControlPlaneState : KubeMachineState
{
    /// <summary>The version of Kubernetes. A control plane of an older one is upgraded.</summary>
    public string? KubernetesVersion { get; init; }

    /// <summary>A stable name or address of the control plane, with or without a port.</summary>
    public string? ControlPlaneEndpoint { get; init; }

    /// <summary>The addresses of Pods.</summary>
    public string? PodSubnet { get; init; }

    /// <summary>The addresses of Services.</summary>
    public string? ServiceSubnet { get; init; }

    /// <summary>The address that its API server advertises.</summary>
    public string? ApiServerAdvertiseAddress { get; init; }

    /// <summary>The key that opens the uploaded certificates, for one that joins. Never returned. A secret.</summary>
    public SecureString? CertificateKey { get; init; }

    /// <summary>Whether a first control plane uploads its certificates, so that others can join.</summary>
    public bool? UploadCerts { get; init; }

    /// <summary>The version that the cluster's own configuration says.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public string? ClusterVersion { get; init; }

    /// <summary>The phases whose results are not all there.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public KubeList<string>? Unfinished { get; init; }

    /// <summary>Why its cluster did not answer.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public string? Problem { get; init; }
}
