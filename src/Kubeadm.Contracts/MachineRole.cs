namespace Kubeadm;

/// <summary>What a machine is in a cluster.</summary>
public static class MachineRole
{
    /// <summary>It is no node.</summary>
    public const string None = "None";

    /// <summary>It is a node without a control plane.</summary>
    public const string Worker = "Worker";

    /// <summary>It is a node of a control plane.</summary>
    public const string ControlPlane = "ControlPlane";
}
