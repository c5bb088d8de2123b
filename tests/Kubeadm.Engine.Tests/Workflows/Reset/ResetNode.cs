using k8s;
using k8s.Models;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Workflows.Reset;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Reset;

/// <summary>A node for resets: what a control plane or a worker has on its disk, its runtime, its cluster and its etcd.</summary>
internal sealed class ResetNode : IDisposable
{
    public const string ClusterConfiguration = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\n";
    public const string EtcdManifest = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: etcd
        spec:
          containers:
          - name: etcd
            command:
            - etcd
            - --initial-advertise-peer-urls=https://cp1:2380
            - --name=cp1
          volumes:
          - name: etcd-data
            hostPath:
              path: /data/etcd
        """;

    private readonly DryRunCluster _cluster = new(live: null, TimeProvider.System);

    public FakeNode Node { get; } = new() { Clock = new LeapingClock() };

    public MemoryFileSystem Files => Node.Memory;

    public RecordingObserver Observer { get; } = new();

    public FakeSandboxes Runtime { get; } = new("sandbox-1", "sandbox-2");

    public FakeEtcdCluster Etcd { get; set; } = new(FakeEtcdCluster.Voter(1, "cp1"), FakeEtcdCluster.Voter(2, "cp2"), FakeEtcdCluster.Voter(3, "cp3"));

    public IKubernetes Cluster => _cluster.Client;

    /// <summary>What a control plane of a cluster with its own etcd has.</summary>
    public static async Task<ResetNode> ControlPlaneAsync(string configuration = ClusterConfiguration)
    {
        var node = Worker();
        node.Files
            .Add("/etc/kubernetes/admin.conf", "the administrator's")
            .Add("/etc/kubernetes/super-admin.conf", "the break-glass administrator's")
            .Add("/etc/kubernetes/controller-manager.conf", "the controller manager's")
            .Add("/etc/kubernetes/scheduler.conf", "the scheduler's")
            .Add("/etc/kubernetes/manifests/kube-apiserver.yaml", "an API server")
            .Add("/etc/kubernetes/manifests/etcd.yaml", EtcdManifest)
            .Add("/etc/kubernetes/pki/etcd/ca.crt", "CA")
            .Add("/etc/kubernetes/pki/etcd/healthcheck-client.crt", "certificate")
            .Add("/etc/kubernetes/pki/etcd/healthcheck-client.key", "key")
            .Add("/var/lib/etcd/member/snap/db", "data");
        await UploadedConfiguration.EnsureAsync(new ApiObjects(node.Cluster), configuration, CancellationToken.None);
        await node.Cluster.CoreV1.CreateNamespacedPodAsync(
            new V1Pod
            {
                Metadata = new V1ObjectMeta
                {
                    Name = "etcd-cp1",
                    Labels = new Dictionary<string, string> { ["component"] = "etcd", ["tier"] = "control-plane" },
                    Annotations = new Dictionary<string, string> { ["kubeadm.kubernetes.io/etcd.advertise-client-urls"] = "https://cp1:2379" },
                },
            },
            "kube-system");
        return node.WithCluster();
    }

    /// <summary>What a worker has.</summary>
    public static ResetNode Worker()
    {
        var node = new ResetNode();
        node.Files
            .Add("/etc/kubernetes/kubelet.conf", "the kubelet's")
            .Add("/etc/kubernetes/pki/ca.crt", "CA")
            .Add("/etc/kubernetes/keep.yaml", "a person's own")
            .Add("/var/lib/kubelet/config.yaml", "configuration")
            .Add("/var/lib/kubelet/pods/1/etc-hosts", "hosts")
            .AddDirectory("/etc/kubernetes/manifests");
        node.Files.SetMode("/var/lib/kubelet", NodeFileModes.PrivateDirectory);
        node.Node.FakeServices!.Active.Add("kubelet");
        node.Node.FakeSystem.Mounts.Add("/var/lib/kubelet/pods/1/volumes/token");
        node.Files.AddDirectory("/var/lib/kubelet/pods/1/volumes/token");
        return node;
    }

    public Task<ResetResult> ResetAsync(ResetRequest? request = null) =>
        new ResetWorkflow(Ports(), Observer).RunAsync(request ?? new ResetRequest(), CancellationToken.None);

    public EnginePorts Ports() => new()
    {
        Node = Node,
        ConnectRuntime = _ => Runtime,
        ConnectCluster = (_, _) => ConnectCluster(),
        ConnectHealth = (_, _) => throw new InvalidOperationException("no API server is asked for its health"),
        ConnectEtcd = _ => Etcd,
    };

    /// <summary>How the cluster is reached.</summary>
    public Func<IKubernetes> ConnectCluster { get; set; } = () => throw new InvalidOperationException("no cluster is to be asked");

    /// <summary>Makes the cluster answer.</summary>
    public ResetNode WithCluster()
    {
        ConnectCluster = () => new DryRunCluster(Cluster, TimeProvider.System).Client;
        return this;
    }

    public void Dispose() => _cluster.Dispose();
}
