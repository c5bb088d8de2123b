namespace Kubeadm.Engine.Configuration.Flags;

/// <summary>
/// The flags of <c>kubeadm upgrade diff</c> that stand for fields of the configuration. Null means not given.
/// With a configuration file, none may be given.
/// </summary>
public sealed record UpgradeDiffFlags
{
    /// <summary><c>--context-lines</c>.</summary>
    public int? ContextLines { get; init; }

    /// <summary><c>--patches</c>, which kubeadm's diff does not have: the field of apply.</summary>
    public string? Patches { get; init; }
}
