using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>How the components of a control plane are replaced when all goes well.</summary>
public sealed class ControlPlaneUpgradeTests
{
    [Fact]
    public async Task Manifests_become_those_that_the_engine_makes_of_the_new_version()
    {
        var node = await UpgradeRunCase.CreateAsync();

        await node.ApplyAsync();

        Assert.Equal(4, node.Manifests.Count);
        Assert.All(node.Manifests, manifest => Assert.Equal(node.Rendered(manifest.Key), manifest.Value));
        Assert.All(node.Manifests.Keys, component => Assert.Equal(NodeFileModes.PrivateFile, node.Memory.Stat(UpgradeRunCase.PathOf(component))!.Mode));
    }

    [Fact]
    public async Task The_API_server_comes_first_then_etcd_then_the_two_others()
    {
        var node = await UpgradeRunCase.CreateAsync();

        await node.ApplyAsync();

        Assert.Equal(["kube-apiserver:v1.36.3", "etcd:3.6.8-0"], node.Kubelet.Started.Take(2));
        Assert.Equal(["kube-controller-manager:v1.36.3", "kube-scheduler:v1.36.3"], node.Kubelet.Started.Skip(2).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_last_two_are_replaced_when_etcd_and_the_API_server_are_ready()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var noticed = new List<(string Component, bool Etcd, bool Api)>();
        var ready = new List<string>();
        node.Kubelet.Noticed = component =>
        {
            noticed.Add((component, node.Kubelet.Runs("etcd"), node.Kubelet.ServesApi));
            ready.AddRange(node.Observer.Lines.Where(line => component is "kube-scheduler" && line.EndsWith("upgraded successfully!", StringComparison.Ordinal)));
        };

        await node.ApplyAsync();

        Assert.Equal(["kube-apiserver", "etcd"], noticed.Take(2).Select(look => look.Component));
        Assert.All(noticed, look => Assert.Equal((true, true), (look.Etcd, look.Api)));
        Assert.Equal(["etcd", "kube-apiserver"], ready.Take(2).Select(line => line.Split('"')[1]));
    }

    [Fact]
    public async Task Old_manifests_are_kept_as_they_were_for_root_alone()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Add(UpgradeRunCase.PathOf("kube-scheduler"), "# mine\n" + node.Manifests["kube-scheduler"]);
        var before = node.Manifests;

        await node.ApplyAsync();

        var folder = Assert.Single(node.Kept("kubeadm-backup-manifests"));
        Assert.Equal(["etcd.yaml", "kube-apiserver.yaml", "kube-controller-manager.yaml", "kube-scheduler.yaml"], node.Memory.List(folder));
        Assert.All(before, manifest => Assert.Equal(manifest.Value, node.Memory.ReadText($"{folder}/{manifest.Key}.yaml")));
        Assert.All(before.Keys, component => Assert.Equal(NodeFileModes.PrivateFile, node.Memory.Stat($"{folder}/{component}.yaml")!.Mode));
        Assert.Equal(NodeFileModes.PrivateDirectory, node.Memory.Stat(folder)!.Mode);
    }

    [Fact]
    public async Task Etcds_data_are_copied_before_etcd_is_replaced()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Kubelet.Noticed = component =>
        {
            if (component == "etcd")
            {
                Assert.Single(node.Kept("kubeadm-backup-etcd"));
                node.Memory.Add(UpgradeRunCase.EtcdData, "data of 3.6.8");
            }
        };

        await node.ApplyAsync();

        Assert.Equal("data of 3.6.6", node.Memory.ReadText($"{Assert.Single(node.Kept("kubeadm-backup-etcd"))}/etcd/member/snap/db"));
        Assert.Equal("data of 3.6.8", node.Memory.ReadText(UpgradeRunCase.EtcdData));
    }

    [Fact]
    public async Task New_manifests_are_aside_while_the_upgrade_goes_on_and_gone_at_its_end()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var aside = new List<string>();
        node.Kubelet.Noticed = component => aside.AddRange(node.Kept("kubeadm-upgraded-manifests").SelectMany(folder => node.Memory.List(folder).Select(file => node.Memory.ReadText($"{folder}/{file}"))));

        await node.ApplyAsync();

        Assert.Equal(node.Manifests.OrderBy(manifest => manifest.Key, StringComparer.Ordinal).Select(manifest => manifest.Value), aside.Take(4));
        Assert.Empty(node.Kept("kubeadm-upgraded-manifests"));
    }

    [Fact]
    public async Task A_component_whose_manifest_says_the_same_is_left_running()
    {
        var node = await UpgradeRunCase.CreateAsync(prepare: made => made.Memory.Add(UpgradeRunCase.PathOf("kube-scheduler"), "# written otherwise\n" + made.Rendered("kube-scheduler")));
        var files = node.Files();

        var upgrade = await node.ApplyAsync();

        Assert.DoesNotContain("kube-scheduler:v1.36.3", node.Kubelet.Started);
        Assert.DoesNotContain("/etc/kubernetes/scheduler.conf", node.ChangedSince(files));
        Assert.StartsWith("# written otherwise\n", node.Manifests["kube-scheduler"], StringComparison.Ordinal);
        Assert.Contains(upgrade.Phases.SelectMany(phase => phase.Changes), change => change is { Action: ChangeAction.Unchanged, Target: "/etc/kubernetes/manifests/kube-scheduler.yaml" });
    }

    [Fact]
    public async Task Patches_are_in_the_new_manifests_and_told()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Add("/patches/kube-scheduler+merge.yaml", "metadata: {labels: {mine: 'yes'}}\n");

        await node.ApplyAsync(UpgradeRunCase.Request with { PatchesDirectory = "/patches" });

        Assert.Contains("    mine: \"yes\"\n", node.Manifests["kube-scheduler"], StringComparison.Ordinal);
        Assert.DoesNotContain("mine", node.Manifests["kube-apiserver"], StringComparison.Ordinal);
        Assert.Contains("[patches] Found the following patch files: [kube-scheduler+merge.yaml]", node.Observer.Lines);
    }

    [Fact]
    public async Task Etcd_that_is_older_in_the_configuration_is_kept_with_its_data_copied()
    {
        var node = await UpgradeRunCase.CreateAsync(etcd: "{local: {imageTag: 3.5.24-0}}");

        await node.ApplyAsync();

        Assert.DoesNotContain(node.Kubelet.Started, started => started.StartsWith("etcd", StringComparison.Ordinal));
        Assert.Contains(node.Observer.Lines, line => line.StartsWith("[upgrade/etcd] Skipping etcd upgrade: ", StringComparison.Ordinal));
        Assert.Single(node.Kept("kubeadm-backup-etcd"));
        Assert.Equal(UpgradeRunCase.New, node.Kubelet.ApiServerVersion);
    }

    [Fact]
    public async Task Etcd_is_left_out_where_a_person_says_so()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var before = node.Manifests["etcd"];

        await node.ApplyAsync(UpgradeRunCase.Request with { EtcdUpgrade = false });

        Assert.Equal(before, node.Manifests["etcd"]);
        Assert.Empty(node.Kept("kubeadm-backup-etcd"));
        Assert.Equal(UpgradeRunCase.New, node.Kubelet.ApiServerVersion);
    }

    [Fact]
    public async Task External_etcd_is_neither_touched_nor_asked()
    {
        var node = await UpgradeRunCase.CreateAsync(etcd: "{external: {endpoints: ['https://192.0.2.31:2379'], caFile: /c, certFile: /d, keyFile: /e}}");

        var upgrade = await node.ApplyAsync();

        Assert.Equal(["kube-apiserver", "kube-controller-manager", "kube-scheduler"], node.Manifests.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(node.Cluster.Etcd.Requests);
        Assert.Empty(node.Kept("kubeadm-backup-etcd"));
        Assert.DoesNotContain(upgrade.Phases, phase => phase.Status == PhaseStatus.Failed);
    }

    [Fact]
    public async Task A_control_plane_without_root_gets_its_accounts_and_keeps_them()
    {
        var node = await UpgradeRunCase.CreateAsync(more: "featureGates: {RootlessControlPlane: true}\n");
        node.Memory.Add("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n").Add("/etc/group", "root:x:0:\n");

        await node.ApplyAsync();

        Assert.All(node.Manifests.Values, manifest => Assert.Contains("runAsUser: ", manifest, StringComparison.Ordinal));
        Assert.Contains("kubeadm-etcd:", node.Memory.ReadText("/etc/passwd"), StringComparison.Ordinal);
        node.Restart();
        Assert.Empty((await node.ApplyAsync(UpgradeRunCase.Request with { CertificateRenewal = false })).Backups);
        Assert.Empty(node.Kubelet.Started);
    }
}
