using System.Net.Sockets;
using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Preflight.SystemVerification;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Which checks go before which workflow, in kubeadm's order.</summary>
public sealed class WorkflowChecks
{
    private const string ForwardingIPv4 = "/proc/sys/net/ipv4/ip_forward";
    private const string ForwardingIPv6 = "/proc/sys/net/ipv6/conf/default/forwarding";

    /// <summary>Older releases of kube-proxy need it.</summary>
    private const string OldProgram = "conntrack";

    /// <summary>Copies etcd's data before an upgrade.</summary>
    private const string WindowsProgram = "xcopy";

    /// <summary>The kubelet needs losetup for block volumes and mount for in-tree volumes, and etcd's data is copied with cp before an upgrade.</summary>
    private static readonly string[] LinuxPrograms = ["losetup", "mount", "cp"];

    private readonly INode _node;
    private readonly IContainerRuntime _runtime;
    private readonly KubeletProgram _kubelet;

    /// <summary>Creates the lists for a node.</summary>
    /// <param name="node">The machine as it is: checks only look.</param>
    /// <param name="runtime">The container runtime.</param>
    public WorkflowChecks(INode node, IContainerRuntime runtime)
    {
        _node = node;
        _runtime = runtime;
        _kubelet = new KubeletProgram(_node.Processes);
    }

    /// <summary>
    /// The names that checks have where the configuration says nothing else, for people to choose from. Other ports, folders and files
    /// name more checks of the same kinds.
    /// </summary>
    public static IReadOnlyList<string> KnownNames =>
    [
        PrivilegeCheck.CheckName, ProcessorCheck.CheckName, MemoryCheck.CheckName, KubernetesVersionCheck.CheckName, FirewallCheck.CheckName,
        .. KnownPorts.Select(PortCheck.NameOf),
        .. KnownFiles.Select(FileAvailableCheck.NameOf),
        HttpProxyCheck.CheckName, HttpProxySubnetCheck.CheckName, RuntimeCheck.CheckName, RuntimeVersionCheck.CheckName, SwapCheck.CheckName,
        .. LinuxPrograms.Append(OldProgram).Append(WindowsProgram).Select(ProgramCheck.NameOf),
        SystemVerificationCheck.CheckName, HostNameCheck.CheckName, KubeletVersionCheck.CheckName, ServiceCheck.NameOf(ComponentNames.Kubelet),
        FileContentCheck.NameOf(ForwardingIPv4), FileContentCheck.NameOf(ForwardingIPv6),
        ExternalEtcdVersionCheck.CheckName, FileExistingCheck.EtcdClientCertificates, DirectoryAvailableCheck.NameOf(KubernetesPaths.EtcdDataDirectory),
        ImagePullCheck.CheckName,
    ];

    private static int[] KnownPorts =>
    [
        ComponentPorts.ApiServer, ComponentPorts.Scheduler, ComponentPorts.ControllerManager, ComponentPorts.Kubelet, ComponentPorts.EtcdClient,
        ComponentPorts.EtcdPeer,
    ];

    private static IEnumerable<string> KnownFiles =>
    [
        .. StaticPodComponents.All.Select(component => StaticPodComponents.ManifestPath(KubernetesPaths.ManifestsDirectory, component)),
        KubernetesPaths.KubeletKubeconfig, KubernetesPaths.BootstrapKubeletKubeconfig, StaticDefaults.CaCertificatePath,
    ];

    /// <summary>The checks of <c>init</c>, without the image pull.</summary>
    public IReadOnlyList<NodeCheck> ForInit(InitConfiguration configuration)
    {
        var cluster = configuration.Cluster;
        return
        [
            new PrivilegeCheck(_node.System),
            .. ControlPlane(configuration),
            .. Common(cluster.KubernetesVersion, configuration.NodeRegistration),
            .. Forwarding([.. Subnets(cluster.Networking), configuration.LocalApiEndpoint.AdvertiseAddress]),
            .. cluster.Etcd.External is { } external ? [new ExternalEtcdVersionCheck(_node, external)] : Array.Empty<NodeCheck>(),
            .. Etcd(cluster.Etcd, checkFiles: true),
        ];
    }

    /// <summary>The checks of <c>join</c>, before the cluster's configuration is known.</summary>
    public IReadOnlyList<NodeCheck> ForJoin(JoinConfiguration configuration)
    {
        List<NodeCheck> checks =
        [
            new PrivilegeCheck(_node.System),
            new FileAvailableCheck(_node.Files, KubernetesPaths.KubeletKubeconfig),
            new FileAvailableCheck(_node.Files, KubernetesPaths.BootstrapKubeletKubeconfig),
            .. Common("", configuration.NodeRegistration),
        ];
        if (configuration.ControlPlane is null)
        {
            checks.Add(new FileAvailableCheck(_node.Files, configuration.CaCertPath));
        }

        if (configuration.Discovery.BootstrapToken is { } token && HostAndPort.TrySplit(token.ApiServerEndpoint, out var host, out _))
        {
            checks.Add(new HttpProxyCheck(_node.System, host));
            checks.AddRange(Forwarding([host]));
        }

        return checks;
    }

    /// <summary>The further checks of a joining control plane, when the cluster's configuration is known.</summary>
    /// <param name="configuration">The cluster's configuration with this node's.</param>
    /// <param name="certificatesAreDownloaded">Whether certificates come from the cluster, so that they need not be there yet.</param>
    public IReadOnlyList<NodeCheck> ForControlPlaneJoin(InitConfiguration configuration, bool certificatesAreDownloaded) =>
        [.. ControlPlane(configuration), .. Etcd(configuration.Cluster.Etcd, checkFiles: !certificatesAreDownloaded)];

    /// <summary>The checks before an upgrade.</summary>
    public IReadOnlyList<NodeCheck> ForUpgrade() =>
    [
        new PrivilegeCheck(_node.System),
        new SystemVerificationCheck(_node, _kubelet, isUpgrade: true),
        new RuntimeVersionCheck(_runtime, _node.System),
    ];

    private List<NodeCheck> ControlPlane(InitConfiguration configuration)
    {
        var endpoint = configuration.LocalApiEndpoint;
        return
        [
            new ProcessorCheck(_node.System),
            new MemoryCheck(_node.System),
            new KubernetesVersionCheck(configuration.Cluster.KubernetesVersion),
            new FirewallCheck(_node.Services, [endpoint.BindPort, ComponentPorts.Kubelet]),
            new PortCheck(_node.Network, endpoint.BindPort),
            new PortCheck(_node.Network, ComponentPorts.Scheduler),
            new PortCheck(_node.Network, ComponentPorts.ControllerManager),
            .. StaticPodComponents.All.Select(Manifest),
            new HttpProxyCheck(_node.System, endpoint.AdvertiseAddress),
            .. Subnets(configuration.Cluster.Networking).Select(subnet => new HttpProxySubnetCheck(_node.System, subnet)),
        ];
    }

    private FileAvailableCheck Manifest(string component) =>
        new(_node.Files, StaticPodComponents.ManifestPath(KubernetesPaths.ManifestsDirectory, component));

    private List<NodeCheck> Common(string kubernetesVersion, NodeRegistration registration) =>
    [
        new RuntimeCheck(_runtime),
        new RuntimeVersionCheck(_runtime, _node.System),
        .. _node.System.IsWindows ? Array.Empty<NodeCheck>() : [new SwapCheck(_node.System)],
        .. Programs(kubernetesVersion).Select(program => new ProgramCheck(_node.Processes, program)),
        new SystemVerificationCheck(_node, _kubelet, isUpgrade: false),
        new HostNameCheck(_node.Network, registration.Name),
        new KubeletVersionCheck(_kubelet, kubernetesVersion),
        new ServiceCheck(_node.Services, ComponentNames.Kubelet),
        new PortCheck(_node.Network, ComponentPorts.Kubelet),
    ];

    private string[] Programs(string kubernetesVersion)
    {
        if (_node.System.IsWindows)
        {
            return [WindowsProgram];
        }

        var needsConntrack = KubernetesVersion.IsOlder(kubernetesVersion, KubernetesMilestones.ConntrackNotNeeded);
        return [.. needsConntrack ? [OldProgram] : Array.Empty<string>(), .. LinuxPrograms];
    }

    private IEnumerable<NodeCheck> Forwarding(IEnumerable<string> addressesAndSubnets)
    {
        var families = addressesAndSubnets
            .Select(text => Subnet.TryParse(text, out var subnet) ? subnet.Address : AddressText.TryParse(text, out var address) ? address : null)
            .Select(address => address?.AddressFamily)
            .ToHashSet();
        if (_node.System.IsWindows)
        {
            yield break;
        }

        if (families.Contains(AddressFamily.InterNetwork))
        {
            yield return new FileContentCheck(_node.Files, ForwardingIPv4, "1");
        }

        if (families.Contains(AddressFamily.InterNetworkV6))
        {
            yield return new FileContentCheck(_node.Files, ForwardingIPv6, "1");
        }
    }

    private IEnumerable<NodeCheck> Etcd(EtcdConfiguration etcd, bool checkFiles)
    {
        if (etcd.Local is { } local)
        {
            yield return new PortCheck(_node.Network, ComponentPorts.EtcdClient);
            yield return new PortCheck(_node.Network, ComponentPorts.EtcdPeer);
            yield return new DirectoryAvailableCheck(_node.Files, local.DataDir);
        }

        if (etcd.External is { } external && checkFiles)
        {
            foreach (var file in new[] { external.CaFile, external.CertFile, external.KeyFile }.Where(file => file.Length > 0))
            {
                yield return new FileExistingCheck(_node.Files, file, FileExistingCheck.EtcdClientCertificates);
            }
        }
    }

    private static string[] Subnets(Networking networking) =>
        $"{networking.ServiceSubnet},{networking.PodSubnet}".Split(',', StringSplitOptions.RemoveEmptyEntries);
}
