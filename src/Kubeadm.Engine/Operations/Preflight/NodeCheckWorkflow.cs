namespace Kubeadm.Engine.Operations.Preflight;

/// <summary>The workflows that a machine can be checked for.</summary>
public static class NodeCheckWorkflow
{
    /// <summary>A first control-plane node.</summary>
    public const string Init = "Init";

    /// <summary>A further node.</summary>
    public const string Join = "Join";

    /// <summary>An upgrade of the cluster.</summary>
    public const string Upgrade = "Upgrade";
}
