using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.DesiredState;

/// <summary>A kind of thing whose state can be wanted.</summary>
/// <param name="Name">Its name, as DSC has it.</param>
/// <param name="Description">What it is, in a line.</param>
/// <param name="StateType">The type of its states, derived from <see cref="KubeResourceState"/>.</param>
/// <param name="Open">The kind over the world.</param>
public sealed record ResourceKind(string Name, string Description, Type StateType, Func<EnginePorts, IWorkflowObserver, IDesiredResource> Open);

/// <summary>The kinds of things whose states can be wanted.</summary>
public static class ResourceCatalog
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<ResourceKind> All { get; } =
    [
        Of<KubeadmConfigState>("KubeadmConfig", "A kubeadm configuration file", (name, ports, observer) => new ConfigFileResource(name, ports, observer)),
        Of<KubeCertificateState>("KubeCertificate", "A certificate of this node", (name, ports, observer) => new CertificateResource(name, ports, observer)),
        Of<KubeControlPlaneState>("KubeControlPlane", "This machine as a control plane of a cluster", (name, ports, observer) => new ControlPlaneResource(name, ports, observer)),
        Of<KubeNodeState>("KubeNode", "This machine as a worker of a cluster", (name, ports, observer) => new NodeResource(name, ports, observer)),
        Of<KubeTokenState>("KubeToken", "A bootstrap token of a cluster", (name, ports, observer) => new TokenResource(name, ports, observer)),
    ];

    /// <summary>The kind of a name, in any case.</summary>
    /// <exception cref="KubeadmException"><c>UnknownResource</c>.</exception>
    public static ResourceKind Find(string name) =>
        All.FirstOrDefault(kind => kind.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw DesiredStateErrors.Unknown(name);

    private static ResourceKind Of<TState>(string name, string description, Func<string, EnginePorts, IWorkflowObserver, IDesiredResource> open)
        where TState : KubeResourceState
        => new(name, description, typeof(TState), (ports, observer) => open(name, ports, observer));
}
