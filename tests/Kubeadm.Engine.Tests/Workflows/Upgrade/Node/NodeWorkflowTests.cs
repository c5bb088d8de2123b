using k8s;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Upgrade;
using Kubeadm.Engine.Workflows.Upgrade.Node;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade.Node;

/// <summary>The upgrade of a node of a cluster whose first control-plane node is upgraded already.</summary>
public sealed class NodeWorkflowTests
{
    private static readonly string[] OfControlPlanes = ["control-plane", "kubeconfig", "addon/coredns", "addon/kube-proxy"];

    [Fact]
    public void The_phases_are_kubeadms_in_its_order_and_the_one_that_kubeadm_hides_is_hidden() => Assert.Equal(
        ["preflight", "control-plane", "kubelet-config", "addon", "addon/coredns", "addon/kube-proxy", "post-upgrade"],
        NodeWorkflow.Describe().Select(phase => phase.Name));

    [Fact]
    public async Task A_further_control_plane_goes_to_the_version_of_the_clusters_configuration()
    {
        var node = await UpgradeRunCase.CreateAsync();
        await node.SetClusterVersionAsync(UpgradeRunCase.New);

        var upgrade = await node.UpgradeNodeAsync();

        Assert.Equal((UpgradeRunCase.New, UpgradeRunCase.New, true), (upgrade.FromVersion, upgrade.ToVersion, upgrade.IsControlPlane));
        Assert.All(node.Manifests, manifest => Assert.Equal(node.Rendered(manifest.Key), manifest.Value));
        Assert.Equal(["kube-apiserver:v1.36.3", "etcd:3.6.8-0"], node.Kubelet.Started.Take(2));
        Assert.DoesNotContain(upgrade.Phases, phase => phase.Phase.StartsWith("upload-config", StringComparison.Ordinal));
        Assert.DoesNotContain(node.Cluster.Writes, write => write.Name is "kubeadm-config" or "kubelet-config" or "kubeadm:bootstrap-signer-clusterinfo");
        Assert.Contains("registry.k8s.io/kube-apiserver:v1.36.3", node.Kubelet.Images);
    }

    [Fact]
    public async Task Its_second_run_changes_nothing()
    {
        var node = await UpgradeRunCase.CreateAsync();
        await node.SetClusterVersionAsync(UpgradeRunCase.New);
        await node.UpgradeNodeAsync();
        node.Restart();

        var upgrade = await node.UpgradeNodeAsync(new UpgradeRequest { CertificateRenewal = false, IgnorePreflightErrors = ["SystemVerification"] });

        Assert.All(upgrade.Phases, phase => Assert.Equal(PhaseStatus.Unchanged, phase.Status));
        Assert.Empty(upgrade.Backups);
        Assert.Empty(node.Kubelet.Started);
    }

    [Fact]
    public async Task A_component_that_does_not_come_up_is_taken_back_as_by_apply()
    {
        var node = await UpgradeRunCase.CreateAsync();
        await node.SetClusterVersionAsync(UpgradeRunCase.New);
        node.SetFate("kube-apiserver", PodFate.EndsAgainAndAgain);

        var error = await Assert.ThrowsAsync<WorkflowException>(() => node.UpgradeNodeAsync());

        Assert.Equal(("UpgradeRolledBack", WorkflowName.UpgradeNode), (error.ErrorId, error.Workflow));
        Assert.Equal(node.OldManifests["kube-apiserver"], node.Manifests["kube-apiserver"]);
    }

    [Fact]
    public async Task A_worker_gets_the_kubelets_files_by_the_kubelets_own_rights()
    {
        var node = await UpgradeRunCase.CreateWorkerAsync();
        var before = node.Files();

        var upgrade = await node.UpgradeNodeAsync();

        Assert.Equal(("w1", false, UpgradeRunCase.New), (upgrade.NodeName, upgrade.IsControlPlane, upgrade.ToVersion));
        Assert.Equal(["/var/lib/kubelet/config.yaml", "/var/lib/kubelet/instance-config.yaml", "/var/lib/kubelet/kubeadm-flags.env"], node.ChangedSince(before));
        Assert.Equal(OfControlPlanes, upgrade.Phases.Where(phase => phase.Status == PhaseStatus.Skipped).Select(phase => phase.Phase));
        Assert.Equal(["nodes/w1"], UpgradeRunCase.ObjectsOf(node.Cluster.Writes).Keys);
        Assert.Contains(upgrade.NextSteps, step => step.Contains("kubelet v1.36.3 on w1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_a_worker_it_is_said_what_is_left_out()
    {
        var node = await UpgradeRunCase.CreateWorkerAsync();

        await node.UpgradeNodeAsync();

        Assert.Contains("[upgrade/preflight] Skipping prepull. Not a control plane node.", node.Observer.Lines);
        Assert.Contains("[upgrade/control-plane] Skipping phase. Not a control plane node.", node.Observer.Lines);
        Assert.Contains("[upgrade/kubeconfig] Skipping phase. Not a control plane node.", node.Observer.Lines);
        Assert.Empty(node.Kubelet.Images);
        Assert.Empty(node.Cluster.Etcd.Requests);
    }

    [Fact]
    public async Task Without_the_kubelets_kubeconfig_a_worker_does_not_reach_the_cluster()
    {
        var node = await UpgradeRunCase.CreateWorkerAsync();
        node.Memory.DeleteFile("/etc/kubernetes/kubelet.conf");

        var error = await Assert.ThrowsAsync<WorkflowException>(() => node.UpgradeNodeAsync());

        Assert.Equal(("KubeconfigNotFound", "/etc/kubernetes/kubelet.conf"), (error.ErrorId, error.Target));
    }

    [Fact]
    public async Task The_configurations_fields_are_used()
    {
        var node = await UpgradeRunCase.CreateAsync();
        await node.SetClusterVersionAsync(UpgradeRunCase.New);
        var before = node.Files();
        var request = new UpgradeRequest
        {
            Configuration = ConfigurationText.FromString("""
                apiVersion: kubeadm.k8s.io/v1beta4
                kind: UpgradeConfiguration
                node: {certificateRenewal: false, etcdUpgrade: false, imagePullPolicy: Never, ignorePreflightErrors: [SystemVerification], skipPhases: [addon]}
                """),
        };

        var upgrade = await node.UpgradeNodeAsync(request);

        Assert.Equal(node.OldManifests["etcd"], node.Manifests["etcd"]);
        Assert.DoesNotContain(node.ChangedSince(before), path => path.StartsWith("/etc/kubernetes/pki/", StringComparison.Ordinal));
        Assert.Empty(node.Kubelet.Images);
        Assert.Equal(["addon", "addon/coredns", "addon/kube-proxy"], upgrade.Phases.Where(phase => phase.Status == PhaseStatus.Skipped).Select(phase => phase.Phase));
    }

    [Fact]
    public async Task Flags_that_a_file_says_instead_are_refused_beside_one()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var request = new UpgradeRequest
        {
            Configuration = ConfigurationText.FromString("apiVersion: kubeadm.k8s.io/v1beta4\nkind: UpgradeConfiguration\n"), CertificateRenewal = true, EtcdUpgrade = true,
        };

        var error = await Assert.ThrowsAsync<KubeadmException>(() => node.UpgradeNodeAsync(request));

        Assert.Contains("given beside it for node.certificateRenewal, node.etcdUpgrade", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Node_that_the_cluster_does_not_know_is_an_error()
    {
        var node = await UpgradeRunCase.CreateWorkerAsync();
        await node.Cluster.Objects.Api.CoreV1.DeleteNodeAsync("w1");

        Assert.Equal("NodeNotFound", (await Assert.ThrowsAsync<WorkflowException>(() => node.UpgradeNodeAsync())).ErrorId);
    }
}
