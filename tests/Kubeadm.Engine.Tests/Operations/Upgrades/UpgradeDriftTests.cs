using k8s.Models;
using Kubeadm.Engine.Operations.UpgradePlan;
using Kubeadm.Engine.Tests.Upgrades;

namespace Kubeadm.Engine.Tests.Operations.Upgrades;

/// <summary>What a plan says of changes that people made by hand.</summary>
public sealed class UpgradeDriftTests
{
    [Fact]
    public async Task A_flag_in_a_manifest_is_lost_and_what_an_earlier_release_wrote_is_no_change_by_hand()
    {
        var cluster = await UpgradeCase.CreateAsync();
        cluster.EditManifest("kube-apiserver", "    - --secure-port=6443\n", "    - --secure-port=6443\n    - --max-requests-inflight=800\n");
        cluster.EditManifest("kube-controller-manager", "    volumeMounts:\n", "    volumeMounts:\n    - mountPath: /usr/libexec/kubernetes/kubelet-plugins/volume/exec\n      name: flexvolume-dir\n");
        cluster.EditManifest("kube-controller-manager", "  volumes:\n", "  volumes:\n  - hostPath:\n      path: /usr/libexec/kubernetes/kubelet-plugins/volume/exec\n      type: DirectoryOrCreate\n    name: flexvolume-dir\n");
        cluster.EditManifest("etcd", "--initial-cluster=cp1=https://192.0.2.10:2380", "--initial-cluster=cp0=https://192.0.2.9:2380,cp1=https://192.0.2.10:2380\n    - --initial-cluster-state=existing");

        var drift = Assert.Single(await DriftAsync(cluster));

        Assert.Equal(("/etc/kubernetes/manifests/kube-apiserver.yaml", UpgradeDrift.Lost), (drift.Path, drift.Outcome));
        Assert.Equal(["-    - --max-requests-inflight=800"], Changes(drift));
    }

    [Fact]
    public async Task What_the_configuration_has_and_a_manifest_lacks_is_completed()
    {
        var cluster = await UpgradeCase.CreateAsync();
        cluster.EditManifest("kube-scheduler", "    - --leader-elect=true\n", "");

        var drift = Assert.Single(await DriftAsync(cluster));

        Assert.Equal((UpgradeDrift.Completed, "+    - --leader-elect=true"), (drift.Outcome, Assert.Single(Changes(drift))));
    }

    [Fact]
    public async Task Another_registry_is_a_change_by_hand_and_another_tag_is_not()
    {
        var cluster = await UpgradeCase.CreateAsync();
        cluster.EditManifest("kube-scheduler", "registry.k8s.io/kube-scheduler:v1.35.6", "mirror.example.com/kube-scheduler:v1.35.6");
        cluster.EditManifest("kube-apiserver", "kube-apiserver:v1.35.6", "kube-apiserver:v1.35.9");

        Assert.Equal(["/etc/kubernetes/manifests/kube-scheduler.yaml"], (await DriftAsync(cluster)).Select(drift => drift.Path));
    }

    [Fact]
    public async Task A_patched_kubelet_file_is_lost_without_its_patches()
    {
        var cluster = await UpgradeCase.CreateAsync();
        const string path = "/var/lib/kubelet/config.yaml";
        cluster.Node.Memory.Add(path, "maxPods: 7\n" + cluster.Node.Memory.ReadText(path));

        var drift = Assert.Single(await DriftAsync(cluster));

        Assert.Equal((path, UpgradeDrift.Lost, "-maxPods: 7"), (drift.Path, drift.Outcome, Assert.Single(Changes(drift))));
    }

    [Fact]
    public async Task The_clusters_kubelet_configuration_is_kept()
    {
        var cluster = await UpgradeCase.CreateAsync();
        await cluster.EditAsync<V1ConfigMap>("kubelet-config", map => map.Data["kubelet"] = map.Data["kubelet"].Replace("\nmaxPods: 7", "", StringComparison.Ordinal).TrimEnd() + "\nmaxPods: 7\n");

        var drift = Assert.Single(await DriftAsync(cluster));

        Assert.Equal(("configmaps/kube-system/kubelet-config", UpgradeDrift.Kept, "+maxPods: 7"), (drift.Path, drift.Outcome, Assert.Single(Changes(drift))));
    }

    [Fact]
    public async Task An_argument_of_CoreDNS_is_lost_and_a_Corefile_is_kept()
    {
        var cluster = await UpgradeCase.CreateAsync();
        await cluster.EditAsync<V1Deployment>("coredns", deployment =>
        {
            deployment.Spec.Replicas = 5;
            deployment.Spec.ProgressDeadlineSeconds = 600;
            deployment.Spec.Template.Spec.SchedulerName = "default-scheduler";
            deployment.Spec.Template.Spec.Containers[0].Args = ["-conf", "/etc/coredns/Corefile", "-quiet"];
        });
        await cluster.EditAsync<V1ConfigMap>("coredns", map => map.Data["Corefile"] = ".:53 {\n    errors\n    log\n    forward . 192.0.2.53\n}\n");

        var drift = await DriftAsync(cluster);

        Assert.Equal([("deployments/kube-system/coredns", UpgradeDrift.Lost), ("configmaps/kube-system/coredns", UpgradeDrift.Kept)], drift.Select(one => (one.Path, one.Outcome)));
        Assert.Equal(["-        - -quiet"], Changes(drift[0]));
        Assert.Contains(Changes(drift[1]), line => line is "+    log" or "+      log");
    }

    /// <summary>The lines that come and go, without the two that name the texts.</summary>
    private static IEnumerable<string> Changes(UpgradeDrift drift) =>
        drift.Text.Split('\n').Where(line => line is ['+' or '-', ..]).Skip(2);

    private static async Task<IReadOnlyList<UpgradeDrift>> DriftAsync(UpgradeCase cluster)
    {
        var request = new UpgradePlanRequest { Version = "v1.36.3", Kubeconfig = UpgradeCase.Kubeconfig };
        return Assert.Single(await new UpgradePlanning(cluster.Ports, cluster.Observer).RunAsync(request, default)).Drift;
    }
}
