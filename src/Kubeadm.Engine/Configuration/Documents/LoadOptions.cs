using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Configuration.Documents;

/// <summary>How a configuration is read.</summary>
public sealed record LoadOptions
{
    /// <summary>
    /// For what only the cluster's part of a configuration counts in, such as its certificates: this machine is not looked at and no
    /// server is asked for a version.
    /// </summary>
    public static LoadOptions OfCluster { get; } = new() { ForNode = false, SkipCriDetection = true, VersionResolver = VersionResolver.Offline };

    /// <summary>Whether unknown fields, doubled keys and unknown kinds are errors; else they are warnings.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether not to look for a container runtime when none is named: it is the default one then.</summary>
    public bool SkipCriDetection { get; init; }

    /// <summary>Whether versions of the API that are deprecated go without a warning.</summary>
    public bool AllowDeprecated { get; init; }

    /// <summary>
    /// Whether the API server must be able to advertise its address and the feature gates must fit the version,
    /// as init and join want; commands that only read the configuration do not.
    /// </summary>
    public bool ForNode { get; init; } = true;

    /// <summary>Whether a node that joins must be told how to find the cluster; checks of the machine alone do without.</summary>
    public bool NeedsDiscovery { get; init; } = true;

    /// <summary>
    /// Whether flags that a file excludes are only warned of and count for nothing beside one, as in kubeadm's commands about images;
    /// else they are errors.
    /// </summary>
    public bool FlagsYieldToFile { get; init; }

    /// <summary>Whether a control plane that is too old for this release is a warning only.</summary>
    public bool AllowOldControlPlane { get; init; }

    /// <summary>The releases that are known; the newest decides how old a control plane may be.</summary>
    public ReleaseTable Releases { get; init; } = KubernetesReleases.Table;

    /// <summary>Resolves labels such as <c>stable-1</c>.</summary>
    public VersionResolver VersionResolver { get; init; } = new();
}
