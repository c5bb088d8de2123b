namespace Kubeadm.Engine.Addons;

/// <summary>
/// What a cluster has of an add-on. An upgrade deploys it where its workload or its ConfigMap is there; who does without it removes both, as
/// guides to replacements of kube-proxy say. kubeadm 1.36 deploys it in any case, releases before it went by the ConfigMap.
/// </summary>
/// <param name="HasWorkload">Whether its Deployment or DaemonSet is there.</param>
/// <param name="HasConfigMap">Whether its ConfigMap is there.</param>
public sealed record AddonState(bool HasWorkload, bool HasConfigMap)
{
    /// <summary>Whether the add-on is there, so that an upgrade deploys it.</summary>
    public bool IsThere => HasWorkload || HasConfigMap;

    /// <summary>Whether it does not run and an upgrade makes it run again.</summary>
    public bool ComesBack => HasConfigMap && !HasWorkload;

    /// <summary>The tag of the image that runs; empty where none does, it has none, or it is of no interest.</summary>
    public string Tag { get; init; } = "";
}
