namespace Kubeadm.Engine.StaticPods;

/// <summary>The errors of static Pods' manifests and of the files that the Pods use.</summary>
internal static class StaticPodErrors
{
    public static KubeadmException ManifestNotFound(string path, Exception error) => new("ManifestNotFound", $"{path}: the manifest is not there, or is a link to a file that is not", error)
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = path,
        Remedy = "Run this on a control-plane node, or put the manifest back (init's phases control-plane and etcd make them).",
    };

    public static KubeadmException ExternalEtcd() => new("ExternalEtcd", "there is no etcd manifest where etcd is external");

    /// <summary>A file that a control plane without root needs cannot be given to its account.</summary>
    public static KubeadmException OwnerNotChanged(string path, int user, int group, Exception error) => new(
        "RootlessControlPlane", $"{path} cannot be given to user {user} and group {group}: {error.Message}", error)
    {
        Target = path,
        Remedy = "Make the certificates and kubeconfigs first, and run as root.",
    };
}
