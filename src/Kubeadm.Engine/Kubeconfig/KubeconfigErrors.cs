using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>The errors of kubeconfigs that are not there, cannot be read, or lack what is needed of them.</summary>
internal static class KubeconfigErrors
{
    /// <summary>The identifier of a kubeconfig that is not there.</summary>
    public const string NotFoundId = "KubeconfigNotFound";

    private const string RestoreOrRemake = "Restore the file from a backup, or remove it to have a new one made.";
    private const string RemakeOrRestoreAuthority = "Remove the file to have a new one made, or restore the authority that it belongs to.";
    private const string TakeKubeadms = "Take a kubeconfig as kubeadm writes it, such as /etc/kubernetes/admin.conf.";

    /// <summary>The one with which a cluster is reached is not there.</summary>
    public static KubeadmException NotFound(string path) =>
        NotFound(path, $"there is no kubeconfig {path}", "Name one, set KUBECONFIG, or copy the administrator's to ~/.kube/config.");

    /// <summary>One that cannot be made, for the authority's key is kept elsewhere, is not there.</summary>
    public static KubeadmException NotProvided(string path) => NotFound(
        path, $"{path} is not there, and the key of the cluster's authority is not on this node to make it", "Provide all kubeconfigs, or the key of the authority.");

    /// <summary>One is not there that a step needs.</summary>
    /// <param name="path">Where it should be.</param>
    /// <param name="message">What is missing for what.</param>
    /// <param name="remedy">How the step can be done.</param>
    public static KubeadmException NotFound(string path, string message, string remedy) => new(NotFoundId, message)
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = path,
        Remedy = remedy,
    };

    public static KubeadmException Unreadable(string source, Exception error) => new(
        ErrorIds.InvalidKubeconfig,
        $"{source} is not a kubeconfig: it is not YAML in UTF-8, a field has another type than it should, or two entries have one name",
        error)
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = source,
        Remedy = RestoreOrRemake,
    };

    public static KubeadmException NoContext(string path, string context) =>
        Invalid(path, NoSuchContext(context), RestoreOrRemake);

    /// <summary>What is wrong with a current context that is not among the contexts.</summary>
    public static string NoSuchContext(string context) => $"current-context: there is no context named \"{context}\"";

    public static KubeadmException NoClusterOfContext(string path, string context) =>
        Invalid(path, $"the cluster of the context \"{context}\" is not there", RemakeOrRestoreAuthority);

    public static KubeadmException NoAuthority(string path) => Invalid(path, "it names no certificate authority that can be read", RemakeOrRestoreAuthority);

    public static KubeadmException OtherAuthority(string path) => Invalid(path, "it trusts another authority than the cluster's", RemakeOrRestoreAuthority);

    /// <summary>The authority of the cluster in use is not in the file itself.</summary>
    public static KubeadmException NoAuthorityData(string path, string cluster) =>
        Invalid(path, $"the cluster \"{cluster}\" of its current context has no certificate-authority-data in it", RestoreOrRemake);

    /// <summary>The certificate of the user in use is not in the file itself.</summary>
    public static KubeadmException NoCertificateData(string path, string user) =>
        Invalid(path, $"the user \"{user}\" of its current context has no client-certificate-data in it", RestoreOrRemake);

    public static KubeadmException NoCurrentUser(string path, string context) =>
        Invalid(path, $"current-context: \"{context}\" names no user that is there", remedy: null);

    /// <summary>There is no cluster in use, so that it is not known where the cluster is.</summary>
    public static KubeadmException NoCurrentCluster(string source) => Invalid(source, "current-context names no cluster that is there", TakeKubeadms);

    /// <summary>The cluster in use has no authority, so that no join command can be made of it.</summary>
    public static KubeadmException NoAuthorityToJoinBy(string source) =>
        Invalid(source, "its cluster has no certificate authority, by which joining nodes would know the cluster", TakeKubeadms);

    /// <summary>There is no cluster in use to be published.</summary>
    public static KubeadmException NoClusterToPublish(string context) => new(ErrorIds.InvalidKubeconfig, $"current-context: {context} names no cluster");

    private static KubeadmException Invalid(string source, string cause, string? remedy) => new(ErrorIds.InvalidKubeconfig, $"{source}: {cause}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = source,
        Remedy = remedy,
    };
}
