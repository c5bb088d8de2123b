namespace Kubeadm.Engine.Addons.Corefiles;

/// <summary>What a release of CoreDNS makes of a plugin or option.</summary>
internal enum CorefileState
{
    /// <summary>It is not known whether the release takes it.</summary>
    Unknown,

    /// <summary>It is taken.</summary>
    Taken,

    /// <summary>It is taken, and belongs to the default from this release on.</summary>
    Default,

    /// <summary>It is taken, and will not be for long.</summary>
    Deprecated,

    /// <summary>It has no effect.</summary>
    Ignored,

    /// <summary>With it in the Corefile CoreDNS does not start.</summary>
    Removed,
}
