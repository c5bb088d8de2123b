namespace Kubeadm;

/// <summary>The workflows of kubeadm.</summary>
public static class WorkflowName
{
    /// <summary>A first control-plane node.</summary>
    public const string Init = "Init";

    /// <summary>A further node.</summary>
    public const string Join = "Join";

    /// <summary>Taking a node apart.</summary>
    public const string Reset = "Reset";

    /// <summary>Upgrading the first node and the cluster.</summary>
    public const string UpgradeApply = "UpgradeApply";

    /// <summary>Upgrading a further node.</summary>
    public const string UpgradeNode = "UpgradeNode";
}
