using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>The errors of what kubeadm keeps in a cluster.</summary>
internal static class ClusterObjectErrors
{
    public static KubeadmException ClusterConfigurationMissing() =>
        ConfigurationMissing("ClusterConfigurationMissing", ClusterNames.KubeadmConfig, ClusterNames.KubeadmConfigKey, "upload-config/kubeadm");

    /// <summary>A component's configuration is wanted and not there.</summary>
    public static KubeadmException ComponentConfigurationMissing(ComponentGroup component) => component == ComponentGroup.Kubelet
        ? ConfigurationMissing("KubeletConfigurationMissing", ClusterNames.KubeletConfig, ClusterNames.KubeletConfigKey, "upload-config/kubelet")
        : ConfigurationMissing("KubeProxyConfigurationMissing", ClusterNames.KubeProxy, ClusterNames.KubeProxyConfigKey, "addon/kube-proxy");

    /// <summary>What the cluster keeps as its configuration cannot be used.</summary>
    /// <param name="problem">What is wrong with it.</param>
    public static KubeadmException KeptConfigurationInvalid(KubeadmException problem) => new(
        "ClusterConfigurationInvalid", $"the configuration that the cluster keeps in configmaps/{ClusterNamespaces.System}/{ClusterNames.KubeadmConfig} cannot be used: {problem.Message}", problem)
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = $"configmaps/{ClusterNamespaces.System}/{ClusterNames.KubeadmConfig}",
        Remedy = $"Mend it with kubectl -n {ClusterNamespaces.System} edit configmap {ClusterNames.KubeadmConfig}.",
    };

    public static KubeadmException NodeNotFound(string name) => new("NodeNotFound", $"the cluster has no Node \"{name}\"")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = name,
        Remedy = "List the nodes with kubectl get nodes.",
    };

    public static KubeadmException ApiServerContainerNotFound(string pod) => new(
        "ApiServerContainerNotFound", $"the Pod kube-system/{pod} has no container kube-apiserver")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = pod,
    };

    public static KubeadmException NodeNameTaken(string name) => new("NodeNameTaken", $"the cluster has a Node \"{name}\" that is Ready")
    {
        Kind = KubeadmErrorKind.AlreadyExists,
        Target = name,
        Remedy = "Join under another name (nodeRegistration.name), or take that node out of the cluster (kubectl delete node) if it is to be replaced.",
    };

    /// <summary>Administrators have no rights yet, and nobody is there who could give them.</summary>
    public static KubeadmException AdminRightsMissing() => new(
        "AdminRightsMissing", $"the ClusterRoleBinding {ClusterNames.ClusterAdmins} is missing and there is no super-admin.conf to make it with")
    {
        Kind = KubeadmErrorKind.PermissionDenied,
        Remedy = "Make super-admin.conf with the phase kubeconfig/super-admin, or let a cluster administrator bind the group kubeadm:cluster-admins to the ClusterRole cluster-admin.",
    };

    public static KubeadmException UploadedCertificatesNotFound() => UploadedCertificatesNotFound("is not there", inner: null);

    /// <summary>The right to read them is removed with them.</summary>
    public static KubeadmException UploadedCertificatesForbidden(KubeadmException error) =>
        UploadedCertificatesNotFound($"may not be read: {error.Message}", error);

    public static KubeadmException TokenVanished() => new(
        "TokenVanished", "the bootstrap token that is to own the uploaded certificates was removed as soon as it was made")
    {
        Remedy = "Run the phase upload-certs again.",
    };

    /// <summary>The node does not have what further control planes need.</summary>
    public static KubeadmException AuthorityIsElsewhere() => new(
        ErrorIds.InvalidArgument, "Certificates cannot be uploaded when the key of the CA or of the front proxy's CA is kept elsewhere.")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = "UploadCerts",
        Remedy = "Do not upload them: copy the certificates to further control-plane nodes by hand.",
    };

    private static KubeadmException UploadedCertificatesNotFound(string cause, Exception? inner) => new(
        "UploadedCertificatesNotFound",
        $"the Secret {ClusterNamespaces.System}/{ClusterNames.KubeadmCerts} {cause}; uploaded certificates are removed after two hours",
        inner)
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = ClusterNames.KubeadmCerts,
        Remedy = "Upload them again on a control-plane node (init's phase upload-certs) and join with the new certificate key.",
    };

    private static KubeadmException ConfigurationMissing(string errorId, string map, string key, string phase) =>
        new(errorId, $"the cluster has no ConfigMap {ClusterNamespaces.System}/{map} with the key {key}")
        {
            Kind = KubeadmErrorKind.NotFound,
            Target = map,
            Remedy = $"Upload it from a control-plane node with init's phase {phase} and the configuration that the cluster was made with: without one the defaults are uploaded.",
        };
}
