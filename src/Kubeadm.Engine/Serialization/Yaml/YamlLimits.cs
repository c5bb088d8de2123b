namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>
/// How much of a YAML text is read before it is refused. Whoever writes a configuration, a manifest or an answer decides what it costs
/// to read, so each limit lies far above every real document and far below what a machine bears.
/// </summary>
internal static class YamlLimits
{
    /// <summary>
    /// How deep values may be nested, aliases followed. Kubernetes' documents have some 20 levels; go-yaml and encoding/json end at 10,000,
    /// which the stack of a .NET thread does not bear.
    /// </summary>
    public const int Depth = 500;

    /// <summary>
    /// How many values and keys a text may have, aliases followed. A kubeconfig of 1,000 clusters has some 20,000; each costs about a
    /// kilobyte while it is read.
    /// </summary>
    public const int Values = 200_000;

    /// <summary>How many documents a text may have. The configuration of a whole node has ten at most.</summary>
    public const int Documents = 1000;

    /// <summary>
    /// The longest path of a field whose line is remembered. Those of Kubernetes' own fields have up to 100 characters; the path of a
    /// field contains the keys around it, so without a limit the paths of a small text can take gigabytes.
    /// </summary>
    public const int PathLength = 256;
}
