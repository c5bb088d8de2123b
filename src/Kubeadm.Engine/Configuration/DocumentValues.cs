using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Configuration;

/// <summary>What people set most in a configuration to start from. What is null keeps its default or placeholder.</summary>
public sealed record DocumentValues
{
    /// <summary>The address that the node's API server advertises, of an InitConfiguration.</summary>
    public string? ApiServerAdvertiseAddress { get; init; }

    /// <summary>The port of the node's API server, of an InitConfiguration.</summary>
    public int? ApiServerBindPort { get; init; }

    /// <summary>The folder of certificates, of a ClusterConfiguration or ResetConfiguration.</summary>
    public string? CertificatesDir { get; init; }

    /// <summary>The cluster's name, of a ClusterConfiguration.</summary>
    public string? ClusterName { get; init; }

    /// <summary>The stable name or address of the control plane, of a ClusterConfiguration; that by which a JoinConfiguration finds the cluster.</summary>
    public string? ControlPlaneEndpoint { get; init; }

    /// <summary>The container runtime's endpoint, of an Init-, Join- or ResetConfiguration.</summary>
    public string? CriSocket { get; init; }

    /// <summary>The DNS domain of Services, of a ClusterConfiguration.</summary>
    public string? DnsDomain { get; init; }

    /// <summary>The registry of the control plane's images, of a ClusterConfiguration.</summary>
    public string? ImageRepository { get; init; }

    /// <summary>The version of Kubernetes, of a ClusterConfiguration or UpgradeConfiguration.</summary>
    public string? KubernetesVersion { get; init; }

    /// <summary>The node's name, of an InitConfiguration or JoinConfiguration.</summary>
    public string? NodeName { get; init; }

    /// <summary>The addresses of Pods, of a ClusterConfiguration.</summary>
    public string? PodSubnet { get; init; }

    /// <summary>The addresses of Services, of a ClusterConfiguration.</summary>
    public string? ServiceSubnet { get; init; }

    /// <summary>Whether anything is given.</summary>
    public bool IsEmpty => this == new DocumentValues();

    /// <summary>The values that are given and that none of these kinds has a field for, by the names of their properties.</summary>
    internal IReadOnlyList<string> WithoutFieldIn(IReadOnlyCollection<DefaultDocumentKind> kinds) =>
        [.. Fields().Where(field => field.Value is not null && !field.Kinds.Any(kinds.Contains)).Select(field => field.Name)];

    internal void ApplyTo(InitConfiguration init)
    {
        init.LocalApiEndpoint.AdvertiseAddress = ApiServerAdvertiseAddress ?? init.LocalApiEndpoint.AdvertiseAddress;
        init.LocalApiEndpoint.BindPort = ApiServerBindPort ?? init.LocalApiEndpoint.BindPort;
        init.NodeRegistration.Name = NodeName ?? init.NodeRegistration.Name;
        init.NodeRegistration.CriSocket = CriSocket ?? init.NodeRegistration.CriSocket;
        var cluster = init.Cluster;
        cluster.CertificatesDir = CertificatesDir ?? cluster.CertificatesDir;
        cluster.ClusterName = ClusterName ?? cluster.ClusterName;
        cluster.ControlPlaneEndpoint = ControlPlaneEndpoint ?? cluster.ControlPlaneEndpoint;
        cluster.ImageRepository = ImageRepository ?? cluster.ImageRepository;
        cluster.KubernetesVersion = KubernetesVersion ?? cluster.KubernetesVersion;
        cluster.Networking.DnsDomain = DnsDomain ?? cluster.Networking.DnsDomain;
        cluster.Networking.PodSubnet = PodSubnet ?? cluster.Networking.PodSubnet;
        cluster.Networking.ServiceSubnet = ServiceSubnet ?? cluster.Networking.ServiceSubnet;
    }

    internal void ApplyTo(JoinConfiguration join)
    {
        join.NodeRegistration.Name = NodeName ?? join.NodeRegistration.Name;
        join.NodeRegistration.CriSocket = CriSocket ?? join.NodeRegistration.CriSocket;
        join.Discovery.BootstrapToken!.ApiServerEndpoint = ControlPlaneEndpoint ?? join.Discovery.BootstrapToken.ApiServerEndpoint;
    }

    internal void ApplyTo(ResetConfiguration reset)
    {
        reset.CertificatesDir = CertificatesDir ?? reset.CertificatesDir;
        reset.CriSocket = CriSocket ?? reset.CriSocket;
    }

    internal void ApplyTo(UpgradeConfiguration upgrade)
    {
        upgrade.Apply.KubernetesVersion = KubernetesVersion ?? upgrade.Apply.KubernetesVersion;
        upgrade.Plan.KubernetesVersion = KubernetesVersion ?? upgrade.Plan.KubernetesVersion;
        upgrade.Diff.KubernetesVersion = KubernetesVersion ?? upgrade.Diff.KubernetesVersion;
    }

    private IEnumerable<(string Name, object? Value, DefaultDocumentKind[] Kinds)> Fields() =>
    [
        (nameof(ApiServerAdvertiseAddress), ApiServerAdvertiseAddress, [DefaultDocumentKind.Init]),
        (nameof(ApiServerBindPort), ApiServerBindPort, [DefaultDocumentKind.Init]),
        (nameof(CertificatesDir), CertificatesDir, [DefaultDocumentKind.Init, DefaultDocumentKind.Reset]),
        (nameof(ClusterName), ClusterName, [DefaultDocumentKind.Init]),
        (nameof(ControlPlaneEndpoint), ControlPlaneEndpoint, [DefaultDocumentKind.Init, DefaultDocumentKind.Join]),
        (nameof(CriSocket), CriSocket, [DefaultDocumentKind.Init, DefaultDocumentKind.Join, DefaultDocumentKind.Reset]),
        (nameof(DnsDomain), DnsDomain, [DefaultDocumentKind.Init]),
        (nameof(ImageRepository), ImageRepository, [DefaultDocumentKind.Init]),
        (nameof(KubernetesVersion), KubernetesVersion, [DefaultDocumentKind.Init, DefaultDocumentKind.Upgrade]),
        (nameof(NodeName), NodeName, [DefaultDocumentKind.Init, DefaultDocumentKind.Join]),
        (nameof(PodSubnet), PodSubnet, [DefaultDocumentKind.Init]),
        (nameof(ServiceSubnet), ServiceSubnet, [DefaultDocumentKind.Init]),
    ];
}
