namespace Kubeadm.Engine.Cleanup;

/// <summary>What a folder that is to be emptied is for, which decides where it may be and what may be in it.</summary>
public enum FolderUse
{
    /// <summary>One of those that kubeadm and the kubelet have for themselves.</summary>
    Own,

    /// <summary>Certificates and keys; where it is, people choose (<c>certificatesDir</c>).</summary>
    Certificates,

    /// <summary>etcd's data; where it is, the cluster's configuration or the Pod's manifest says.</summary>
    EtcdData,
}
