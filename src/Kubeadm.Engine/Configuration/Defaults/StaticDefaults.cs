using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Configuration.Defaults;

/// <summary>
/// What kubeadm.k8s.io/v1beta4 says of fields that are not set, without looking at the machine
/// (https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/).
/// </summary>
internal static class StaticDefaults
{
    public const string KubernetesVersion = "stable-1";
    public const string ServiceSubnet = "10.96.0.0/12";
    public const string DnsDomain = "cluster.local";
    public const string ClusterName = "kubernetes";
    public const string EncryptionAlgorithm = EncryptionAlgorithms.Rsa2048;
    public const string ImagePullPolicy = "IfNotPresent";
    public const string CaCertificatePath = "/etc/kubernetes/pki/ca.crt";
    public const int ApiServerPort = ComponentPorts.ApiServer;

    public static readonly TimeSpan ControlPlaneHealthTimeout = TimeSpan.FromMinutes(4);
    public static readonly TimeSpan KubeletHealthTimeout = TimeSpan.FromMinutes(4);
    public static readonly TimeSpan CertificateValidity = TimeSpan.FromDays(365);
    public static readonly TimeSpan CaCertificateValidity = TimeSpan.FromDays(3650);
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(24);

    private static readonly string[] TokenUsages = ["signing", "authentication"];
    private static readonly string[] TokenGroups = [ClusterNames.BootstrapTokenGroup];

    public static void Apply(InitConfiguration configuration)
    {
        if (configuration.BootstrapTokens.Count == 0)
        {
            configuration.BootstrapTokens.Add(new());
        }

        configuration.BootstrapTokens.ForEach(Apply);
        Apply(configuration.LocalApiEndpoint);
        Apply(configuration.NodeRegistration);
        Apply(configuration.Timeouts ??= new());
    }

    public static void Apply(ClusterConfiguration cluster)
    {
        cluster.KubernetesVersion = Text.Either(cluster.KubernetesVersion, KubernetesVersion);
        cluster.Networking.ServiceSubnet = Text.Either(cluster.Networking.ServiceSubnet, ServiceSubnet);
        cluster.Networking.DnsDomain = Text.Either(cluster.Networking.DnsDomain, DnsDomain);
        cluster.CertificatesDir = Text.Either(cluster.CertificatesDir, KubernetesPaths.CertificatesDirectory);
        cluster.ImageRepository = Text.Either(cluster.ImageRepository, ControlPlaneImages.DefaultRepository);
        cluster.ClusterName = Text.Either(cluster.ClusterName, ClusterName);
        cluster.EncryptionAlgorithm = Text.Either(cluster.EncryptionAlgorithm, EncryptionAlgorithm);
        cluster.CertificateValidityPeriod ??= CertificateValidity;
        cluster.CaCertificateValidityPeriod ??= CaCertificateValidity;
        Apply(cluster.Etcd);
        List<EnvVar>[] environments = [cluster.ApiServer.ExtraEnvs, cluster.ControllerManager.ExtraEnvs, cluster.Scheduler.ExtraEnvs, cluster.Etcd.Local?.ExtraEnvs ?? []];
        foreach (var variable in environments.SelectMany(variables => variables))
        {
            Apply(variable);
        }
    }

    public static void Apply(JoinConfiguration configuration)
    {
        configuration.CaCertPath = Text.Either(configuration.CaCertPath, CaCertificatePath);
        if (configuration.ControlPlane is { } controlPlane)
        {
            Apply(controlPlane.LocalApiEndpoint);
        }

        var discovery = configuration.Discovery;
        discovery.TlsBootstrapToken = Text.Either(discovery.TlsBootstrapToken, discovery.BootstrapToken?.Token ?? "");
        if (discovery.File is { } file && GoUrl.TryParse(file.KubeConfigPath, out var address, out _) && address.Scheme == "file")
        {
            file.KubeConfigPath = address.Path;
        }

        Apply(configuration.NodeRegistration);
        Apply(configuration.Timeouts ??= new());
    }

    public static void Apply(ResetConfiguration configuration)
    {
        configuration.CertificatesDir = Text.Either(configuration.CertificatesDir, KubernetesPaths.CertificatesDirectory);
        Apply(configuration.Timeouts ??= new());
    }

    public static void Apply(UpgradeConfiguration configuration)
    {
        configuration.Node.EtcdUpgrade ??= true;
        configuration.Node.CertificateRenewal ??= true;
        configuration.Node.ImagePullPolicy = Text.Either(configuration.Node.ImagePullPolicy, ImagePullPolicy);
        configuration.Node.ImagePullSerial ??= true;
        configuration.Apply.EtcdUpgrade ??= true;
        configuration.Apply.CertificateRenewal ??= true;
        configuration.Apply.ImagePullPolicy = Text.Either(configuration.Apply.ImagePullPolicy, ImagePullPolicy);
        configuration.Apply.ImagePullSerial ??= true;
        configuration.Plan.EtcdUpgrade ??= true;
        Apply(configuration.Timeouts ??= new());
    }

    public static void Apply(Timeouts timeouts)
    {
        timeouts.ControlPlaneComponentHealthCheck ??= ControlPlaneHealthTimeout;
        timeouts.KubeletHealthCheck ??= KubeletHealthTimeout;
        timeouts.KubernetesApiCall ??= TimeSpan.FromMinutes(1);
        timeouts.EtcdApiCall ??= TimeSpan.FromMinutes(2);
        timeouts.TlsBootstrap ??= TimeSpan.FromMinutes(5);
        timeouts.Discovery ??= TimeSpan.FromMinutes(5);
        timeouts.UpgradeManifests ??= TimeSpan.FromMinutes(5);
    }

    public static void Apply(BootstrapToken token)
    {
        token.Ttl ??= TokenLifetime;
        if (token.Usages.Count == 0)
        {
            token.Usages.AddRange(TokenUsages);
        }

        if (token.Groups.Count == 0)
        {
            token.Groups.AddRange(TokenGroups);
        }
    }

    private static void Apply(ApiEndpoint endpoint) => endpoint.BindPort = endpoint.BindPort == 0 ? ApiServerPort : endpoint.BindPort;

    private static void Apply(NodeRegistration registration)
    {
        registration.ImagePullPolicy = Text.Either(registration.ImagePullPolicy, ImagePullPolicy);
        registration.ImagePullSerial ??= true;
    }

    private static void Apply(EtcdConfiguration etcd)
    {
        if (etcd.External is null)
        {
            etcd.Local ??= new();
        }

        if (etcd.Local is { } local)
        {
            local.DataDir = Text.Either(local.DataDir, KubernetesPaths.EtcdDataDirectory);
        }

        if (etcd.External is { HttpEndpoints.Count: 0, Endpoints: { Count: > 0 } endpoints } external)
        {
            external.HttpEndpoints = [.. endpoints];
        }
    }

    private static void Apply(EnvVar variable)
    {
        if (variable.ValueFrom?.FieldRef is { ApiVersion.Length: 0 } field)
        {
            field.ApiVersion = "v1";
        }
    }
}
