using static Kubeadm.Engine.Tests.Workflows.Upgrade.EtcdDataCase;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>What becomes of a member of etcd that does not come up with its new manifest, and of its data.</summary>
public sealed class EtcdRollBackTests
{
    [Fact]
    public async Task The_only_member_goes_on_with_its_old_manifest_and_its_data()
    {
        var node = await CreateAsync((isNew, _) => isNew ? PodFate.EndsAgainAndAgain : PodFate.Runs);

        var error = await node.FailAsync();

        Assert.Equal(("UpgradeRolledBack", "etcd"), (error.ErrorId, error.Target));
        Assert.Contains("\netcd, kube-apiserver: as before the upgrade, and running. Copies", error.Message, StringComparison.Ordinal);
        Assert.Equal(node.OldManifests, node.Manifests);
        Assert.Equal(["kube-apiserver:v1.36.3", "etcd:3.6.8-0", "etcd:3.6.6-0", "kube-apiserver:v1.35.6"], node.Kubelet.Started);
        Assert.Equal(NewData, node.Memory.ReadText(UpgradeRunCase.EtcdData));
        Assert.True(node.Kubelet.ServesApi);
    }

    [Theory]
    [InlineData("/var/lib/etcd")]
    [InlineData("/var/lib/etcd/")]
    public async Task Where_the_old_one_does_not_run_on_them_the_copy_takes_their_place_and_they_are_kept(string folder)
    {
        var node = await CreateAsync((isNew, data) => isNew || data == NewData ? PodFate.EndsAgainAndAgain : PodFate.Runs, dataDirectory: folder);

        var error = await node.FailAsync();

        Assert.Equal(("UpgradeRolledBack", "etcd"), (error.ErrorId, error.Target));
        var copy = Assert.Single(node.Kept("kubeadm-backup-etcd"));
        Assert.Equal(OldData, node.Memory.ReadText(UpgradeRunCase.EtcdData));
        Assert.Equal(NewData, node.Memory.ReadText($"{copy}/failed/etcd/member/snap/db"));
        Assert.Equal(OldData, node.Memory.ReadText($"{copy}/etcd/member/snap/db"));
        Assert.Equal(["member"], node.Memory.List("/var/lib/etcd"));
        Assert.Contains("\netcd, kube-apiserver: as before the upgrade, and running. Copies", error.Message, StringComparison.Ordinal);
        Assert.Equal(node.OldManifests, node.Manifests);
        Assert.True(node.Kubelet.ServesApi);
    }

    [Fact]
    public async Task Data_that_no_new_member_has_opened_are_left_alone()
    {
        var node = await CreateAsync((_, _) => PodFate.IsNotStarted);

        var error = await node.FailAsync();

        Assert.Equal(("UpgradeNotRolledBack", "etcd"), (error.ErrorId, error.Target));
        Assert.Equal(NewData, node.Memory.ReadText(UpgradeRunCase.EtcdData));
        Assert.False(node.Memory.DirectoryExists($"{Assert.Single(node.Kept("kubeadm-backup-etcd"))}/failed"));
        Assert.Equal(node.OldManifests, node.Manifests);
    }

    [Fact]
    public async Task Data_are_put_back_while_the_member_is_stopped()
    {
        var node = await CreateAsync((isNew, data) => isNew || data == NewData ? PodFate.IsNotReady : PodFate.Runs);
        var manifests = new List<bool>();
        node.Copying = copy =>
        {
            manifests.Add(node.Manifests.ContainsKey("etcd"));
            return 0;
        };

        await node.FailAsync();

        Assert.Equal([true, false, false], manifests);
        Assert.Equal(node.OldManifests, node.Manifests);
    }

    [Fact]
    public async Task A_member_that_ends_once_on_the_data_that_were_put_back_may_try_again()
    {
        var node = await CreateAsync((isNew, data) => isNew || data == NewData ? PodFate.EndsAgainAndAgain : PodFate.EndsOnce);

        var error = await node.FailAsync();

        Assert.Equal(("UpgradeRolledBack", "etcd"), (error.ErrorId, error.Target));
        Assert.Equal(OldData, node.Memory.ReadText(UpgradeRunCase.EtcdData));
        Assert.True(node.Kubelet.ServesApi);
    }

    [Fact]
    public async Task A_member_that_does_not_run_on_its_old_data_either_is_told_with_all_causes()
    {
        var node = await CreateAsync((_, _) => PodFate.EndsAgainAndAgain);

        var error = await node.FailAsync();

        Assert.Equal(("UpgradeNotRolledBack", "etcd"), (error.ErrorId, error.Target));
        Assert.Contains("unknown flag: --no-such-flag", error.Message, StringComparison.Ordinal);
        Assert.Contains(Assert.Single(node.Kept("kubeadm-backup-etcd")), error.Message, StringComparison.Ordinal);
        Assert.Equal(OldData, node.Memory.ReadText(UpgradeRunCase.EtcdData));
        Assert.Equal(NewData, node.Memory.ReadText($"{node.Kept("kubeadm-backup-etcd")[0]}/failed/etcd/member/snap/db"));
        Assert.Equal(node.OldManifests, node.Manifests);
    }

    [Fact]
    public async Task Data_that_cannot_be_kept_are_not_replaced()
    {
        var node = await CreateAsync((isNew, data) => isNew || data == NewData ? PodFate.EndsAgainAndAgain : PodFate.Runs);
        node.Copying = copy => copy.EndsWith("/failed/etcd.partial", StringComparison.Ordinal) ? 1 : 0;

        var error = await node.FailAsync();

        Assert.Equal("UpgradeNotRolledBack", error.ErrorId);
        Assert.Contains("No space left on device (exit code 1); what there was of the copy has been removed", error.Message, StringComparison.Ordinal);
        Assert.Empty(node.Memory.List($"{node.Kept("kubeadm-backup-etcd")[0]}/failed"));
        Assert.Equal(NewData, node.Memory.ReadText(UpgradeRunCase.EtcdData));
        Assert.Equal(node.OldManifests, node.Manifests);
    }

    [Fact]
    public async Task Data_of_a_member_that_does_not_end_are_left_alone()
    {
        var node = await CreateAsync((isNew, data) => isNew || data == NewData ? PodFate.IsNotReady : PodFate.Runs);
        node.Kubelet.Stuck.Add("etcd");

        var error = await node.FailAsync();

        Assert.Equal("UpgradeNotRolledBack", error.ErrorId);
        Assert.Contains("etcd still runs 300 s after its manifest was taken away", error.Message, StringComparison.Ordinal);
        Assert.Equal(NewData, node.Memory.ReadText(UpgradeRunCase.EtcdData));
        Assert.Equal(node.OldManifests, node.Manifests);
    }

    [Fact]
    public async Task Data_of_a_member_that_runs_again_are_left_alone_where_the_API_server_does_not()
    {
        var node = await CreateAsync((isNew, _) => isNew ? PodFate.EndsAgainAndAgain : PodFate.Runs);
        var ofEtcd = node.Kubelet.Fate;
        node.Kubelet.Fate = (component, manifest) => manifest == node.OldManifests["kube-apiserver"] ? PodFate.IsNotReady : ofEtcd(component, manifest);

        var error = await node.FailAsync();

        Assert.Equal(("UpgradeNotRolledBack", "etcd"), (error.ErrorId, error.Target));
        Assert.Contains("poststarthook failed", error.Message, StringComparison.Ordinal);
        Assert.Equal(NewData, node.Memory.ReadText(UpgradeRunCase.EtcdData));
        Assert.Equal(node.OldManifests, node.Manifests);
    }

    [Fact]
    public async Task A_manifest_of_etcd_that_cannot_be_written_takes_back_the_API_servers()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Unwritable.Add(UpgradeRunCase.PathOf("etcd"));

        var error = await node.FailAsync();

        Assert.Equal(("UpgradeRolledBack", "etcd"), (error.ErrorId, error.Target));
        Assert.Contains("\netcd, kube-apiserver: as before the upgrade, and running. Copies", error.Message, StringComparison.Ordinal);
        Assert.Equal(node.OldManifests, node.Manifests);
        Assert.Equal(["kube-apiserver:v1.36.3", "kube-apiserver:v1.35.6"], node.Kubelet.Started);
        Assert.True(node.Kubelet.ServesApi);
    }

    [Fact]
    public async Task An_API_server_that_only_had_to_end_for_etcd_is_waited_for_when_etcd_goes_back()
    {
        var node = await UpgradeRunCase.CreateAsync(prepare: made => made.Memory.Add(UpgradeRunCase.PathOf("kube-apiserver"), made.Rendered("kube-apiserver")));
        node.SetFate("etcd", PodFate.EndsAgainAndAgain);

        var error = await node.FailAsync();

        Assert.Contains("\netcd, kube-apiserver: as before the upgrade, and running. Copies", error.Message, StringComparison.Ordinal);
        Assert.Equal(node.OldManifests, node.Manifests);
    }

    [Fact]
    public async Task An_API_server_that_stays_the_same_and_does_not_come_back_with_a_new_etcd_takes_that_back()
    {
        var node = await CreateWithNewApiServerAsync((_, isNewEtcd) => isNewEtcd ? PodFate.IsNotReady : PodFate.Runs);

        var error = await node.FailAsync();

        Assert.Equal(("UpgradeRolledBack", "etcd"), (error.ErrorId, error.Target));
        Assert.Contains("etcd could not be upgraded: kube-apiserver was started again and is not ready", error.Message, StringComparison.Ordinal);
        Assert.Contains("\netcd, kube-apiserver: as before the upgrade, and running. Copies", error.Message, StringComparison.Ordinal);
        Assert.Equal(node.OldManifests, node.Manifests);
        Assert.Contains("[upgrade/staticpods] Component \"etcd\" upgraded successfully!", node.Observer.Lines);
        Assert.True(node.Kubelet.ServesApi);
    }

    [Fact]
    public async Task An_API_server_that_does_not_come_back_with_the_old_etcd_either_is_told()
    {
        var node = await CreateWithNewApiServerAsync((hasStopped, _) => hasStopped ? PodFate.IsNotReady : PodFate.Runs);

        var error = await node.FailAsync();

        Assert.Equal(("UpgradeNotRolledBack", "etcd"), (error.ErrorId, error.Target));
        Assert.Contains("The old state was put back, but it does not run: kube-apiserver was started again and is not ready", error.Message, StringComparison.Ordinal);
        Assert.Equal(node.OldManifests, node.Manifests);
        Assert.Equal(OldData, DataOf(node));
    }

    [Fact]
    public async Task A_member_among_others_gets_no_old_data()
    {
        var node = await CreateAsync((isNew, data) => isNew || data == NewData ? PodFate.EndsAgainAndAgain : PodFate.Runs, members: 3);

        var error = await node.FailAsync();

        Assert.Equal("UpgradeNotRolledBack", error.ErrorId);
        Assert.Equal(NewData, node.Memory.ReadText(UpgradeRunCase.EtcdData));
        Assert.Equal(["etcd"], node.Memory.List(Assert.Single(node.Kept("kubeadm-backup-etcd"))));
        Assert.Equal(node.OldManifests, node.Manifests);
    }

    [Fact]
    public async Task A_member_among_others_that_runs_again_is_as_before()
    {
        var node = await CreateAsync((isNew, _) => isNew ? PodFate.EndsAgainAndAgain : PodFate.Runs, members: 3);

        Assert.Equal("UpgradeRolledBack", (await node.FailAsync()).ErrorId);
    }

    [Fact]
    public async Task A_cluster_that_does_not_serve_after_a_members_return_is_not_as_before()
    {
        var node = await CreateAsync((isNew, _) => isNew ? PodFate.EndsAgainAndAgain : PodFate.Runs, members: 3);
        node.Kubelet.Noticed = component =>
        {
            if (component == "etcd")
            {
                node.Cluster.Etcd.Troubles["https://192.0.2.11:2379"] = node.Cluster.Etcd.Troubles["https://192.0.2.12:2379"] = "NOSPACE";
            }
        };

        var error = await node.FailAsync();

        Assert.Equal("UpgradeNotRolledBack", error.ErrorId);
        Assert.Contains("NOSPACE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_that_comes_up_into_a_cluster_that_does_not_serve_goes_back()
    {
        var node = await CreateAsync((_, _) => PodFate.Runs);
        node.Kubelet.Noticed = component =>
        {
            node.Cluster.Etcd.Troubles.Clear();
            if (node.Manifests["etcd"] != node.OldManifests["etcd"])
            {
                node.Cluster.Etcd.Troubles["https://192.0.2.10:2379"] = "CORRUPT";
            }
        };

        var error = await node.FailAsync();

        Assert.Equal(("UpgradeRolledBack", "etcd"), (error.ErrorId, error.Target));
        Assert.Contains("CORRUPT", error.Message, StringComparison.Ordinal);
        Assert.Equal(["kube-apiserver:v1.36.3", "etcd:3.6.8-0", "etcd:3.6.6-0", "kube-apiserver:v1.35.6"], node.Kubelet.Started);
    }

    /// <summary>A node whose API server is the new one already.</summary>
    /// <param name="fate">What becomes of it, by whether it was stopped and by whether etcd is the new one.</param>
    private static async Task<UpgradeRunCase> CreateWithNewApiServerAsync(Func<bool, bool, PodFate> fate)
    {
        var node = await UpgradeRunCase.CreateAsync(prepare: made => made.Memory.Add(UpgradeRunCase.PathOf("kube-apiserver"), made.Rendered("kube-apiserver")));
        var hasStopped = false;
        node.Kubelet.Stopping = component => hasStopped |= component == "kube-apiserver";
        node.Kubelet.Fate = (component, _) => component == "kube-apiserver" ? fate(hasStopped, node.Manifests["etcd"] != node.OldManifests["etcd"]) : PodFate.Runs;
        node.Kubelet.Noticed = component =>
        {
            if (component == "etcd")
            {
                node.Kubelet.StartAgain("kube-apiserver");
            }
        };
        return node;
    }
}
