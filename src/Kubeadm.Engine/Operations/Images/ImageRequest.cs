using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;

namespace Kubeadm.Engine.Operations.Images;

/// <summary>Of which control plane the images are wanted.</summary>
public sealed record ImageRequest
{
    /// <summary>The text of the configuration; null means the defaults.</summary>
    public ConfigurationText? Configuration { get; init; }

    /// <summary>Flags that stand for fields of the configuration.</summary>
    public InitFlags Flags { get; init; } = new();

    /// <summary>Whether the container runtime is wanted too. Where it is not, no socket is looked for.</summary>
    public bool NeedsRuntime { get; init; }
}

/// <summary>The images of a control plane.</summary>
/// <param name="Images">The images, in kubeadm's order.</param>
/// <param name="CriSocket">The container runtime that the configuration names, or that was found.</param>
public sealed record ImageList(IReadOnlyList<KubeImage> Images, string CriSocket);
