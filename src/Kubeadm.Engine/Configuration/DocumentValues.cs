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
        [.. Fields().Where(field => field.Value is not null && !field.IsInAny(kinds)).Select(field => field.Name)];

    /// <summary>Puts what is given into a document.</summary>
    /// <param name="document">An Init-, Join-, Reset- or UpgradeConfiguration.</param>
    internal void ApplyTo(object document)
    {
        foreach (var field in Fields().Where(field => field.Value is not null))
        {
            field.Set(document);
        }
    }

    /// <summary>Each value with the kinds of documents that have a field for it, and that field.</summary>
    private IEnumerable<DocumentValue> Fields() =>
    [
        new DocumentValue(nameof(ApiServerAdvertiseAddress), ApiServerAdvertiseAddress).In<InitConfiguration>((init, value) => init.LocalApiEndpoint.AdvertiseAddress = (string)value),
        new DocumentValue(nameof(ApiServerBindPort), ApiServerBindPort).In<InitConfiguration>((init, value) => init.LocalApiEndpoint.BindPort = (int)value),
        new DocumentValue(nameof(CertificatesDir), CertificatesDir)
            .In<InitConfiguration>((init, value) => init.Cluster.CertificatesDir = (string)value)
            .In<ResetConfiguration>((reset, value) => reset.CertificatesDir = (string)value),
        new DocumentValue(nameof(ClusterName), ClusterName).In<InitConfiguration>((init, value) => init.Cluster.ClusterName = (string)value),
        new DocumentValue(nameof(ControlPlaneEndpoint), ControlPlaneEndpoint)
            .In<InitConfiguration>((init, value) => init.Cluster.ControlPlaneEndpoint = (string)value)
            .In<JoinConfiguration>((join, value) => join.Discovery.BootstrapToken!.ApiServerEndpoint = (string)value),
        new DocumentValue(nameof(CriSocket), CriSocket)
            .In<InitConfiguration>((init, value) => init.NodeRegistration.CriSocket = (string)value)
            .In<JoinConfiguration>((join, value) => join.NodeRegistration.CriSocket = (string)value)
            .In<ResetConfiguration>((reset, value) => reset.CriSocket = (string)value),
        new DocumentValue(nameof(DnsDomain), DnsDomain).In<InitConfiguration>((init, value) => init.Cluster.Networking.DnsDomain = (string)value),
        new DocumentValue(nameof(ImageRepository), ImageRepository).In<InitConfiguration>((init, value) => init.Cluster.ImageRepository = (string)value),
        new DocumentValue(nameof(KubernetesVersion), KubernetesVersion)
            .In<InitConfiguration>((init, value) => init.Cluster.KubernetesVersion = (string)value)
            .In<UpgradeConfiguration>((upgrade, value) => upgrade.Apply.KubernetesVersion = upgrade.Plan.KubernetesVersion = upgrade.Diff.KubernetesVersion = (string)value),
        new DocumentValue(nameof(NodeName), NodeName)
            .In<InitConfiguration>((init, value) => init.NodeRegistration.Name = (string)value)
            .In<JoinConfiguration>((join, value) => join.NodeRegistration.Name = (string)value),
        new DocumentValue(nameof(PodSubnet), PodSubnet).In<InitConfiguration>((init, value) => init.Cluster.Networking.PodSubnet = (string)value),
        new DocumentValue(nameof(ServiceSubnet), ServiceSubnet).In<InitConfiguration>((init, value) => init.Cluster.Networking.ServiceSubnet = (string)value),
    ];
}
