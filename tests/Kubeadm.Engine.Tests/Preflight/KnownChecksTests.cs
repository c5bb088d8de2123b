using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Upgrades.Health;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Preflight;

/// <summary>The list of check names that people choose from has those of all checks, and of no others.</summary>
public sealed class KnownChecksTests
{
    [Fact]
    public void The_list_has_the_names_of_all_checks() => Assert.Equal(
        Checks().Select(check => check.Name).Distinct().Order(StringComparer.Ordinal),
        WorkflowChecks.KnownNames.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_kind_of_check_is_in_a_workflow() => Assert.Equal(
        typeof(NodeCheck).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(NodeCheck)) && !LooksAtTheCluster(type)).Select(type => type.Name).Order(StringComparer.Ordinal),
        Checks().Select(check => check.GetType().Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_list_of_a_clusters_checks_has_the_names_of_all_kinds() => Assert.Equal(
        typeof(NodeCheck).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(NodeCheck)) && LooksAtTheCluster(type))
            .Select(type => (string?)type.GetField("CheckName")?.GetRawConstantValue()).Order(StringComparer.Ordinal),
        ClusterHealthChecks.KnownNames.Order(StringComparer.Ordinal));

    /// <summary>The checks of a cluster before an upgrade are lists of their own: a node alone cannot be asked them.</summary>
    private static bool LooksAtTheCluster(Type check) =>
        check.Namespace == typeof(ClusterHealthChecks).Namespace
        || check.GetConstructors().Any(constructor => constructor.GetParameters().Any(parameter => parameter.ParameterType == typeof(ApiObjects)));

    /// <summary>The checks of all workflows, with each way of etcd, family of addresses and operating system.</summary>
    private static IEnumerable<NodeCheck> Checks()
    {
        var linux = new FakeNode();
        var windows = new FakeNode();
        windows.FakeSystem.IsWindows = true;
        var runtime = new RecordingContainerRuntime("unix:///run/test.sock");
        foreach (var lists in new[] { new WorkflowChecks(linux, runtime), new WorkflowChecks(windows, runtime) })
        {
            foreach (var configuration in Configurations())
            {
                foreach (var check in lists.ForInit(configuration).Concat(lists.ForControlPlaneJoin(configuration, certificatesAreDownloaded: false)))
                {
                    yield return check;
                }
            }

            foreach (var check in lists.ForJoin(new JoinConfiguration { CaCertPath = StaticDefaults.CaCertificatePath }).Concat(lists.ForUpgrade()))
            {
                yield return check;
            }
        }

        yield return new ImagePullCheck(runtime, [], "", "IfNotPresent", serial: true);
    }

    private static IEnumerable<InitConfiguration> Configurations()
    {
        yield return Configuration("v1.36.3", new EtcdConfiguration { Local = new LocalEtcd { DataDir = KubernetesPaths.EtcdDataDirectory } });
        yield return Configuration(
            "v1.31.0",
            new EtcdConfiguration { External = new ExternalEtcd { Endpoints = ["https://e:2379"], CaFile = "/ca", CertFile = "/crt", KeyFile = "/key" } });
    }

    private static InitConfiguration Configuration(string version, EtcdConfiguration etcd)
    {
        var configuration = PreflightNode.Configuration();
        configuration.Cluster.KubernetesVersion = version;
        configuration.Cluster.Networking.PodSubnet = "10.244.0.0/16,fd00::/48";
        configuration.Cluster.Etcd = etcd;
        return configuration;
    }
}
