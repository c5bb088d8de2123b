using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Versions;
using k8s.Models;
using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.StaticPods;

/// <summary>Creates the Pods of a control-plane node as kubeadm 1.36 does.</summary>
/// <param name="node">The node: its CA folders and its proxy settings show in the Pods.</param>
/// <param name="configuration">The configuration, complete with defaults.</param>
/// <param name="warn">Receives warnings about their arguments.</param>
public sealed class StaticPodManifests(INode node, InitConfiguration configuration, Action<string>? warn = null)
{
    private const string PullPolicy = "IfNotPresent";

    private ClusterConfiguration Cluster => configuration.Cluster;

    private ApiEndpoint Endpoint => configuration.LocalApiEndpoint;

    private TimeSpan StartupLimit => configuration.Timeouts?.ControlPlaneComponentHealthCheck ?? StaticDefaults.ControlPlaneHealthTimeout;

    /// <summary>The Pod of a component; etcd's is that of a first member.</summary>
    /// <param name="component">One of <see cref="StaticPodComponents"/>.</param>
    public V1Pod Create(string component) => component switch
    {
        ComponentNames.ApiServer => ApiServer(),
        ComponentNames.ControllerManager => ControllerManager(),
        ComponentNames.Scheduler => Scheduler(),
        ComponentNames.Etcd => Etcd([]),
        _ => throw new ArgumentOutOfRangeException(nameof(component), component, "not a component of the control plane"),
    };

    /// <summary>The API server.</summary>
    public V1Pod ApiServer()
    {
        var probe = ProbeEndpoint.AtBindAddress(
            Endpoint.AdvertiseAddress.Length > 0 ? Endpoint.AdvertiseAddress : "127.0.0.1", Endpoint.BindPort);
        var volumes = new HostPathVolumes()
            .Add("k8s-certs", Cluster.CertificatesDir, HostPathVolumes.DirectoryOrCreate);
        if (Cluster.Etcd.External is { } etcd)
        {
            volumes.AddExternalEtcd(etcd, Cluster.CertificatesDir);
        }

        volumes.AddTrustedAuthorities(node.Files).Add(Cluster.ApiServer.ExtraVolumes);
        var container = Container(
            ComponentNames.ApiServer, ApiServerCommand.Create(Cluster, Endpoint, warn), probe, volumes.Mounts, "250m");
        container.LivenessProbe = probe.Liveness("/livez");
        container.ReadinessProbe = probe.Readiness("/readyz");
        container.StartupProbe = probe.Startup("/livez", StartupLimit);
        container.Env = Environment(Cluster.ApiServer);
        return PodTemplate.Create(container, volumes.Volumes, new Dictionary<string, string>
        {
            [ClusterNames.ApiServerEndpointAnnotation] =
                HostAndPort.Join(Endpoint.AdvertiseAddress, Endpoint.BindPort),
        });
    }

    /// <summary>The controller manager.</summary>
    public V1Pod ControllerManager()
    {
        var probe = LocalProbe(Cluster.ControllerManager, ComponentPorts.ControllerManager);
        var volumes = new HostPathVolumes()
            .Add("k8s-certs", Cluster.CertificatesDir, HostPathVolumes.DirectoryOrCreate)
            .Add("kubeconfig", ControllerManagerCommand.Kubeconfig, HostPathVolumes.FileOrCreate)
            .AddTrustedAuthorities(node.Files)
            .Add(Cluster.ControllerManager.ExtraVolumes);
        var hasExternalCa = new ExternalAuthorities(node.Files, node.Clock).IsExternal(Cluster, CertificateCatalog.ClusterAuthority);
        var command = ControllerManagerCommand.Create(Cluster, hasExternalCa);
        var container = Container(ComponentNames.ControllerManager, command, probe, volumes.Mounts, "200m");
        container.LivenessProbe = probe.Liveness("/healthz");
        container.StartupProbe = probe.Startup("/healthz", StartupLimit);
        container.Env = Environment(Cluster.ControllerManager);
        return PodTemplate.Create(container, volumes.Volumes);
    }

    /// <summary>The scheduler.</summary>
    public V1Pod Scheduler()
    {
        var probe = LocalProbe(Cluster.Scheduler, ComponentPorts.Scheduler);
        var volumes = new HostPathVolumes()
            .Add("kubeconfig", SchedulerCommand.Kubeconfig, HostPathVolumes.FileOrCreate)
            .Add(Cluster.Scheduler.ExtraVolumes);
        var container = Container(ComponentNames.Scheduler, SchedulerCommand.Create(Cluster), probe, volumes.Mounts, "100m");
        container.LivenessProbe = probe.Liveness("/livez");
        container.ReadinessProbe = probe.Readiness("/readyz");
        container.StartupProbe = probe.Startup("/livez", StartupLimit);
        container.Env = Environment(Cluster.Scheduler);
        return PodTemplate.Create(container, volumes.Volumes);
    }

    /// <summary>This node's etcd member.</summary>
    /// <param name="members">
    /// All members of the cluster that is joined, this one too; empty for the first member and for one whose data is already there.
    /// </param>
    /// <exception cref="KubeadmException"><c>ExternalEtcd</c>: etcd is run by others.</exception>
    public V1Pod Etcd(IReadOnlyCollection<EtcdPeer> members)
    {
        var etcd = Cluster.Etcd.Local ?? throw StaticPodErrors.ExternalEtcd();
        var probe = EtcdMetricsUrl.Parse(ComponentArguments.Find(etcd.ExtraArgs, "listen-metrics-urls"), EndpointAddress.Loopback(Endpoint));
        var certificates = Cluster.CertificatesDir + "/etcd";
        var volumes = new HostPathVolumes()
            .Add("etcd-data", etcd.DataDir, HostPathVolumes.DirectoryOrCreate)
            .Add("etcd-certs", certificates, HostPathVolumes.DirectoryOrCreate);
        IList<V1VolumeMount> mounts =
        [
            HostPathVolumes.Mount("etcd-data", etcd.DataDir, isReadOnly: false),
            HostPathVolumes.Mount("etcd-certs", certificates, isReadOnly: false),
        ];
        var command = EtcdCommand.Create(Cluster, etcd, Endpoint, configuration.NodeRegistration.Name, members);
        var container = Container(ComponentNames.Etcd, command, probe, mounts, "100m", "100Mi");
        container.LivenessProbe = probe.Liveness("/livez");
        container.ReadinessProbe = probe.Readiness("/readyz");
        container.StartupProbe = probe.Startup("/readyz", StartupLimit);
        container.Env = ContainerEnvironment.Merge(etcd.ExtraEnvs);
        return PodTemplate.Create(container, volumes.Volumes, new Dictionary<string, string>
        {
            [ClusterNames.EtcdClientUrlsAnnotation] = EndpointAddress.EtcdClientUrl(Endpoint),
        });
    }

    private static ProbeEndpoint LocalProbe(ControlPlaneComponent component, int port) =>
        ProbeEndpoint.AtBindAddress(ComponentArguments.Find(component.ExtraArgs, "bind-address") ?? "127.0.0.1", port);

    private V1Container Container(
        string name, IList<string> command, ProbeEndpoint probe, IList<V1VolumeMount> mounts, string cpu, string? memory = null) => new()
    {
        Name = name,
        Image = name == ComponentNames.Etcd ? ControlPlaneImages.Etcd(Cluster) : ControlPlaneImages.ImageFor(Cluster, name),
        ImagePullPolicy = PullPolicy,
        Command = command,
        Ports = [probe.ContainerPort],
        Resources = PodTemplate.Requests(cpu, memory),
        VolumeMounts = mounts,
    };

    private IList<V1EnvVar>? Environment(ControlPlaneComponent component) =>
        ContainerEnvironment.Merge(ContainerEnvironment.ProxyVariables(node.System), component.ExtraEnvs);
}
