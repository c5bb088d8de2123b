using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>What concerns the whole cluster; kept in the ConfigMap <c>kubeadm-config</c>.</summary>
[ApiDocument("kubeadm.k8s.io/v1beta4", "ClusterConfiguration")]
public sealed class ClusterConfiguration
{
    /// <summary>The kubelet's and kube-proxy's configurations: documents of their own in files, a part of this one in memory.</summary>
    public ComponentConfigurations Components { get; set; } = new();

    /// <summary>
    /// The image repository of a CI build's control plane, when <see cref="KubernetesVersion"/> came from a <c>ci/</c> label; else empty.
    /// </summary>
    public string CiImageRepository { get; set; } = "";

    /// <summary>The <c>ci/</c> label as it was given, or empty.</summary>
    public string CiKubernetesVersion { get; set; } = "";

    /// <summary>etcd.</summary>
    [ApiField("etcd")]
    public EtcdConfiguration Etcd { get; set; } = new();

    /// <summary>Networks.</summary>
    [ApiField("networking")]
    public Networking Networking { get; set; } = new();

    /// <summary>The control plane's version, <c>v1.36.3</c>; a label such as <c>stable-1</c> until it is resolved.</summary>
    [ApiField("kubernetesVersion")]
    public string KubernetesVersion { get; set; } = "";

    /// <summary>A stable address or name of the control plane, with or without port.</summary>
    [ApiField("controlPlaneEndpoint")]
    public string ControlPlaneEndpoint { get; set; } = "";

    /// <summary>The API server.</summary>
    [ApiField("apiServer")]
    public ApiServer ApiServer { get; set; } = new();

    /// <summary>The controller manager.</summary>
    [ApiField("controllerManager")]
    public ControlPlaneComponent ControllerManager { get; set; } = new();

    /// <summary>The scheduler.</summary>
    [ApiField("scheduler")]
    public ControlPlaneComponent Scheduler { get; set; } = new();

    /// <summary>The cluster's DNS.</summary>
    [ApiField("dns")]
    public Dns Dns { get; set; } = new();

    /// <summary>kube-proxy.</summary>
    [ApiField("proxy")]
    public Proxy Proxy { get; set; } = new();

    /// <summary>The folder of certificates.</summary>
    [ApiField("certificatesDir")]
    public string CertificatesDir { get; set; } = "";

    /// <summary>The registry and path that images come from.</summary>
    [ApiField("imageRepository")]
    public string ImageRepository { get; set; } = "";

    /// <summary>kubeadm's own feature gates.</summary>
    [ApiField("featureGates")]
    public SortedDictionary<string, bool> FeatureGates { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The cluster's name.</summary>
    [ApiField("clusterName")]
    public string ClusterName { get; set; } = "";

    /// <summary><c>RSA-2048</c>, <c>RSA-3072</c>, <c>RSA-4096</c>, <c>ECDSA-P256</c> or <c>ECDSA-P384</c>.</summary>
    [ApiField("encryptionAlgorithm")]
    public string EncryptionAlgorithm { get; set; } = "";

    /// <summary>How long leaf certificates are valid; a year.</summary>
    [ApiField("certificateValidityPeriod")]
    public TimeSpan? CertificateValidityPeriod { get; set; }

    /// <summary>How long CA certificates are valid; ten years.</summary>
    [ApiField("caCertificateValidityPeriod")]
    public TimeSpan? CaCertificateValidityPeriod { get; set; }
}
