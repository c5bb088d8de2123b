using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>The errors of a join that cannot begin, or not go on.</summary>
internal static class JoinErrors
{
    /// <summary>It is not said how to find the cluster.</summary>
    public static KubeadmException ClusterNotNamed() => KubeconfigErrors.NotFound(
        KubernetesPaths.AdminKubeconfig,
        $"neither is it said how to find the cluster, nor is {KubernetesPaths.AdminKubeconfig} there to tell",
        "Give the API server's endpoint with a token, a discovery file or a configuration; or run the phases of control-plane-prepare first, which create it.");

    /// <summary>A control plane's phase is run before the one that makes its kubeconfig.</summary>
    public static KubeadmException AdminKubeconfigNotFound() => KubeconfigErrors.NotFound(
        KubernetesPaths.AdminKubeconfig, $"{KubernetesPaths.AdminKubeconfig} is not there", "Run the phase control-plane-prepare/kubeconfig, which makes it.");

    public static KubeadmException ControlPlaneOnWindows() => new("ControlPlaneOnWindows", "a Windows machine can join as a worker only")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = "controlPlane",
        Remedy = "Join it as a worker: leave controlPlane out.",
    };

    public static KubeadmException ControlPlaneEndpointMissing() => new(
        "ControlPlaneEndpointMissing", "the cluster has no controlPlaneEndpoint: the address by which its nodes know it is that of one machine")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = "controlPlaneEndpoint",
        Remedy = "Give the cluster a stable address (a load balancer's, a DNS name): set controlPlaneEndpoint, renew the API servers' certificates, upload the configuration.",
    };

    public static KubeadmException SharedCertificatesMissing(string directory, IEnumerable<KubeadmException> problems) => new(
        "SharedCertificatesMissing", $"certificates that all control-plane nodes share are not on this one: {string.Join("; ", problems.Select(p => p.Message))}")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = directory,
        Remedy = "Give the certificate key (controlPlane.certificateKey) with which they are downloaded, or copy them from another control-plane node.",
    };
}
