namespace Kubeadm;

/// <summary>Who wrote a configuration.</summary>
public static class ConfigurationOrigin
{
    /// <summary>A person: it is not marked as generated.</summary>
    public const string UserSupplied = "UserSupplied";

    /// <summary>kubeadm generated it, and nobody has changed it since.</summary>
    public const string Generated = "Generated";

    /// <summary>kubeadm generated it, and a person has changed it since. It is theirs now.</summary>
    public const string Edited = "Edited";
}
