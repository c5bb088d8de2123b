using System.Management.Automation;
using Kubeadm.Engine.Configuration;
using Kubeadm.PowerShell.Completers;
using Kubeadm.PowerShell.Results;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Returns default configurations to start from, as <c>kubeadm config print …-defaults</c> does.</summary>
[Cmdlet(VerbsCommon.New, "KubeadmConfig")]
[OutputType(typeof(KubeadmDocument), typeof(string))]
public sealed class NewKubeadmConfigCommand : KubeadmCommand
{
    /// <summary>What the configuration is for.</summary>
    [Parameter(Position = 0)]
    public DefaultDocumentKind[] Kind { get; set; } = [DefaultDocumentKind.Init];

    /// <summary>Configurations of components to give after those of init.</summary>
    [Parameter]
    [ValidateSet("KubeletConfiguration", "KubeProxyConfiguration")]
    public string[] ComponentConfig { get; set; } = [];

    /// <summary>The address that the node's API server advertises.</summary>
    [Parameter]
    public string? ApiServerAdvertiseAddress { get; set; }

    /// <summary>The port of the node's API server.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? ApiServerBindPort { get; set; }

    /// <summary>The folder of certificates.</summary>
    [Parameter]
    public string? CertDir { get; set; }

    /// <summary>The cluster's name.</summary>
    [Parameter]
    public string? ClusterName { get; set; }

    /// <summary>A stable name or address of the control plane; for a node that joins, where it finds the cluster.</summary>
    [Parameter]
    public string? ControlPlaneEndpoint { get; set; }

    /// <summary>The container runtime's socket.</summary>
    [Parameter]
    public string? CriSocket { get; set; }

    /// <summary>The registry of the control plane's images.</summary>
    [Parameter]
    public string? ImageRepository { get; set; }

    /// <summary>The version of Kubernetes.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VersionCompleter))]
    public string? KubernetesVersion { get; set; }

    /// <summary>The node's name.</summary>
    [Parameter]
    public string? NodeName { get; set; }

    /// <summary>The addresses of Pods.</summary>
    [Parameter]
    [Alias("PodNetworkCidr")]
    public string? PodSubnet { get; set; }

    /// <summary>The DNS domain of Services.</summary>
    [Parameter]
    [Alias("DnsDomain")]
    public string? ServiceDnsDomain { get; set; }

    /// <summary>The addresses of Services.</summary>
    [Parameter]
    [Alias("ServiceCidr")]
    public string? ServiceSubnet { get; set; }

    /// <summary>Returns the text of the configuration instead of its documents.</summary>
    [Parameter]
    public SwitchParameter AsYaml { get; set; }

    private protected override void Process()
    {
        var values = new DocumentValues
        {
            ApiServerAdvertiseAddress = ApiServerAdvertiseAddress,
            ApiServerBindPort = ApiServerBindPort,
            CertificatesDir = ResolveFieldPath(CertDir),
            ClusterName = ClusterName,
            ControlPlaneEndpoint = ControlPlaneEndpoint,
            CriSocket = CriSocket,
            DnsDomain = ServiceDnsDomain,
            ImageRepository = ImageRepository,
            KubernetesVersion = KubernetesVersion,
            NodeName = NodeName,
            PodSubnet = PodSubnet,
            ServiceSubnet = ServiceSubnet,
        };
        var yaml = RunEngine((engine, token) => DefaultDocuments.PrintAsync(Kind, ComponentConfig, engine.Ports.Node, values, token));
        WriteObject(AsYaml ? yaml : KubeadmDocuments.ReadAll(yaml), enumerateCollection: true);
    }
}
