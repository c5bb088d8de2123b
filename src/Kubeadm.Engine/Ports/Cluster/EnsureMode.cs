namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>What to do about an object that exists already.</summary>
public enum EnsureMode
{
    /// <summary>Bring it to the desired state; what the desired state says nothing of is the server's and others'.</summary>
    CreateOrUpdate,

    /// <summary>Leave it as it is.</summary>
    CreateOrRetain,
}
