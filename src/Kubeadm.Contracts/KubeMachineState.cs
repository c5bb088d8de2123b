using System.Security;

namespace Kubeadm;

/// <summary>What nodes of either kind have in common, as they are wanted or are.</summary>
public abstract record KubeMachineState : KubeResourceState
{
    /// <summary>The node's name. Without it, the machine's.</summary>
    [ResourceProperty(IsKey = true)]
    public string? NodeName { get; init; }

    /// <summary>The kubeadm configuration file by which it is made.</summary>
    [ResourceProperty(IsPath = true)]
    public string? Config { get; init; }

    /// <summary>Host and port of an API server of the cluster that it joins.</summary>
    public string? ApiServerEndpoint { get; init; }

    /// <summary>The bootstrap token with which it joins. Never returned. A secret.</summary>
    public SecureString? Token { get; init; }

    /// <summary>Hashes of the CA's public keys, one of which the cluster must have, each sha256:HEX.</summary>
    public KubeList<string>? CaCertHashes { get; init; }

    /// <summary>A kubeconfig by which the cluster is found, in the place of a token.</summary>
    [ResourceProperty(IsPath = true)]
    public string? DiscoveryFile { get; init; }

    /// <summary>The container runtime's socket. Without it, the one that is found.</summary>
    public string? CriSocket { get; init; }

    /// <summary>The folder of patches.</summary>
    [ResourceProperty(IsPath = true)]
    public string? Patches { get; init; }

    /// <summary>Preflight checks whose errors are warnings; all means every one.</summary>
    public KubeList<string>? IgnorePreflightErrors { get; init; }

    /// <summary>Phases to leave out.</summary>
    public KubeList<string>? SkipPhases { get; init; }

    /// <summary>What the machine is: None, Worker or ControlPlane.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public string? Role { get; init; }

    /// <summary>The address at which its kubelet reaches the cluster.</summary>
    [ResourceProperty(IsReadOnly = true)]
    public string? ClusterEndpoint { get; init; }

    internal override string? Key => NodeName;
}
