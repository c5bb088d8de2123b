using Kubeadm.Engine.Serialization;

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

/// <summary>What controller manager, scheduler and API server have in common.</summary>
public class ControlPlaneComponent
{
    /// <summary>More arguments; one that has the name of a default takes its place.</summary>
    [ApiField("extraArgs")]
    public List<Arg> ExtraArgs { get; set; } = [];

    /// <summary>More volumes of the host.</summary>
    [ApiField("extraVolumes")]
    public List<HostPathMount> ExtraVolumes { get; set; } = [];

    /// <summary>Variables of the environment.</summary>
    [ApiField("extraEnvs")]
    public List<EnvVar> ExtraEnvs { get; set; } = [];
}

/// <summary>The API server.</summary>
public sealed class ApiServer : ControlPlaneComponent
{
    /// <summary>More names and addresses for its certificate.</summary>
    [ApiField("certSANs")]
    public List<string> CertSans { get; set; } = [];
}

/// <summary>Where an image comes from, when not from the default.</summary>
public abstract class ImageMeta
{
    /// <summary>Registry and path, or empty.</summary>
    [ApiField("imageRepository")]
    public string ImageRepository { get; set; } = "";

    /// <summary>The tag, or empty.</summary>
    [ApiField("imageTag")]
    public string ImageTag { get; set; } = "";
}

/// <summary>The cluster's DNS.</summary>
public sealed class Dns : ImageMeta
{
    /// <summary>Whether CoreDNS is left out.</summary>
    [ApiField("disabled")]
    public bool Disabled { get; set; }
}

/// <summary>kube-proxy.</summary>
public sealed class Proxy
{
    /// <summary>Whether kube-proxy is left out.</summary>
    [ApiField("disabled")]
    public bool Disabled { get; set; }
}

/// <summary>The cluster's networks.</summary>
public sealed class Networking
{
    /// <summary>The range of Services; two ranges, comma-separated, for dual stack.</summary>
    [ApiField("serviceSubnet")]
    public string ServiceSubnet { get; set; } = "";

    /// <summary>The range of Pods; two ranges, comma-separated, for dual stack.</summary>
    [ApiField("podSubnet")]
    public string PodSubnet { get; set; } = "";

    /// <summary>The DNS domain.</summary>
    [ApiField("dnsDomain")]
    public string DnsDomain { get; set; } = "";
}

/// <summary>etcd: one member per control-plane node, or an external cluster; never both.</summary>
public sealed class EtcdConfiguration
{
    /// <summary>Members beside the API servers.</summary>
    [ApiField("local")]
    public LocalEtcd? Local { get; set; }

    /// <summary>A cluster that others run.</summary>
    [ApiField("external")]
    public ExternalEtcd? External { get; set; }
}

/// <summary>An etcd member on the node.</summary>
public sealed class LocalEtcd : ImageMeta
{
    /// <summary>Its data folder.</summary>
    [ApiField("dataDir", OmitEmpty = false)]
    public string DataDir { get; set; } = "";

    /// <summary>More arguments.</summary>
    [ApiField("extraArgs")]
    public List<Arg> ExtraArgs { get; set; } = [];

    /// <summary>Variables of the environment.</summary>
    [ApiField("extraEnvs")]
    public List<EnvVar> ExtraEnvs { get; set; } = [];

    /// <summary>More names and addresses for its serving certificate.</summary>
    [ApiField("serverCertSANs")]
    public List<string> ServerCertSans { get; set; } = [];

    /// <summary>More names and addresses for its peer certificate.</summary>
    [ApiField("peerCertSANs")]
    public List<string> PeerCertSans { get; set; } = [];
}

/// <summary>An etcd cluster that others run.</summary>
public sealed class ExternalEtcd
{
    /// <summary>Its endpoints.</summary>
    [ApiField("endpoints", OmitEmpty = false)]
    public List<string>? Endpoints { get; set; }

    /// <summary>Endpoints for health and metrics over HTTP.</summary>
    [ApiField("httpEndpoints")]
    public List<string> HttpEndpoints { get; set; } = [];

    /// <summary>The file of its CA.</summary>
    [ApiField("caFile", OmitEmpty = false)]
    public string CaFile { get; set; } = "";

    /// <summary>The file of the client certificate.</summary>
    [ApiField("certFile", OmitEmpty = false)]
    public string CertFile { get; set; } = "";

    /// <summary>The file of the client key.</summary>
    [ApiField("keyFile", OmitEmpty = false)]
    public string KeyFile { get; set; } = "";
}

/// <summary>A path of the host, mounted into a static Pod.</summary>
public sealed class HostPathMount
{
    /// <summary>The volume's name.</summary>
    [ApiField("name", OmitEmpty = false)]
    public string Name { get; set; } = "";

    /// <summary>The path on the host.</summary>
    [ApiField("hostPath", OmitEmpty = false)]
    public string HostPath { get; set; } = "";

    /// <summary>The path in the container.</summary>
    [ApiField("mountPath", OmitEmpty = false)]
    public string MountPath { get; set; } = "";

    /// <summary>Whether it is read-only.</summary>
    [ApiField("readOnly")]
    public bool ReadOnly { get; set; }

    /// <summary>What must be there: <c>DirectoryOrCreate</c>, <c>Directory</c>, <c>FileOrCreate</c>, <c>File</c>, <c>Socket</c>, <c>CharDevice</c>, <c>BlockDevice</c> or empty.</summary>
    [ApiField("pathType")]
    public string PathType { get; set; } = "";
}

/// <summary>A variable of a container's environment (core/v1).</summary>
public sealed class EnvVar
{
    /// <summary>The name.</summary>
    [ApiField("name", OmitEmpty = false)]
    public string Name { get; set; } = "";

    /// <summary>The value.</summary>
    [ApiField("value")]
    public string Value { get; set; } = "";

    /// <summary>Where the value comes from instead.</summary>
    [ApiField("valueFrom")]
    public EnvVarSource? ValueFrom { get; set; }
}

/// <summary>Where a variable's value comes from (core/v1). One of the fields is set.</summary>
public sealed class EnvVarSource
{
    /// <summary>A field of the Pod.</summary>
    [ApiField("fieldRef")]
    public ObjectFieldSelector? FieldRef { get; set; }

    /// <summary>A resource of the container.</summary>
    [ApiField("resourceFieldRef")]
    public ResourceFieldSelector? ResourceFieldRef { get; set; }

    /// <summary>A key of a ConfigMap.</summary>
    [ApiField("configMapKeyRef")]
    public KeySelector? ConfigMapKeyRef { get; set; }

    /// <summary>A key of a Secret.</summary>
    [ApiField("secretKeyRef")]
    public KeySelector? SecretKeyRef { get; set; }

    /// <summary>A key of a file in a volume.</summary>
    [ApiField("fileKeyRef")]
    public FileKeySelector? FileKeyRef { get; set; }
}

/// <summary>A field of the Pod.</summary>
public sealed class ObjectFieldSelector
{
    /// <summary>The version of the schema that <see cref="FieldPath"/> is written in.</summary>
    [ApiField("apiVersion")]
    public string ApiVersion { get; set; } = "";

    /// <summary>The field's path.</summary>
    [ApiField("fieldPath", OmitEmpty = false)]
    public string FieldPath { get; set; } = "";
}

/// <summary>A resource of a container.</summary>
public sealed class ResourceFieldSelector
{
    /// <summary>The container's name.</summary>
    [ApiField("containerName")]
    public string ContainerName { get; set; } = "";

    /// <summary>The resource, for example <c>limits.cpu</c>.</summary>
    [ApiField("resource", OmitEmpty = false)]
    public string Resource { get; set; } = "";

    /// <summary>The unit of the result, a quantity.</summary>
    [ApiField("divisor", OmitEmpty = false)]
    public Quantity Divisor { get; set; } = Quantity.Zero;
}

/// <summary>A key of a ConfigMap or Secret.</summary>
public sealed class KeySelector
{
    /// <summary>The object's name.</summary>
    [ApiField("name")]
    public string Name { get; set; } = "";

    /// <summary>The key.</summary>
    [ApiField("key", OmitEmpty = false)]
    public string Key { get; set; } = "";

    /// <summary>Whether it may be missing.</summary>
    [ApiField("optional")]
    public bool? Optional { get; set; }
}

/// <summary>A key of a file in a volume.</summary>
public sealed class FileKeySelector
{
    /// <summary>The volume's name.</summary>
    [ApiField("volumeName", OmitEmpty = false)]
    public string VolumeName { get; set; } = "";

    /// <summary>The file's path in the volume.</summary>
    [ApiField("path", OmitEmpty = false)]
    public string Path { get; set; } = "";

    /// <summary>The key.</summary>
    [ApiField("key", OmitEmpty = false)]
    public string Key { get; set; } = "";

    /// <summary>Whether it may be missing.</summary>
    [ApiField("optional")]
    public bool? Optional { get; set; }
}
