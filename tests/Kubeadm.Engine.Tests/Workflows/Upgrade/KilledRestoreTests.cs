using Kubeadm.Engine.Operations.UpgradePlan;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Upgrade.Apply;
using Kubeadm.Testing;
using static Kubeadm.Engine.Tests.Workflows.Upgrade.EtcdDataCase;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>A run that puts etcd's data back may be killed at any point of it, or fail: the next one finds whole data, or makes them whole first.</summary>
public sealed class KilledRestoreTests
{
    private const string Mark = "/var/lib/etcd/kubeadm-restore-unfinished";

    private bool _isMended;

    [Fact]
    public async Task Wherever_it_is_killed_etcd_has_its_manifest_and_whole_data_after_the_next_run()
    {
        var whole = await CreateFailingAsync();
        whole.Restart();
        var begun = 0;
        whole.Kubelet.Noticed = component => begun = component == "etcd" && begun == 0 ? whole.Life.Changes : begun;
        Assert.Equal("UpgradeRolledBack", (await whole.FailAsync()).ErrorId);

        var (last, asides) = (whole.Life.Changes, 0);
        for (var end = begun + 1; end <= last; end++)
        {
            var node = await CreateFailingAsync();
            node.Restart(endsAt: end);
            await Assert.ThrowsAnyAsync<Exception>(() => node.ApplyAsync());
            try
            {
                asides += await RunAgainAsync(node) ? 1 : 0;
            }
            catch (Exception difference)
            {
                throw new InvalidOperationException($"after a run that was killed before change {end} of {last}", difference);
            }
        }

        Assert.InRange(asides, 10, last);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_begun_is_finished_before_anything_else_is_done(bool isNode)
    {
        var node = await CreateKilledAsync();
        Assert.Equal([".etcd.yaml-" + NameOfCopy(node)], node.Memory.List("/etc/kubernetes/manifests").Where(name => name[0] == '.'));
        Assert.Contains(CopyOf(node) + "/etcd", node.Memory.ReadText(Mark), StringComparison.Ordinal);
        Assert.False(node.Memory.FileExists(UpgradeRunCase.EtcdLog));

        var upgrade = await (isNode ? node.UpgradeNodeAsync() : node.ApplyAsync());

        Assert.StartsWith("etcd:3.6.6-0", node.Kubelet.Started[0], StringComparison.Ordinal);
        Assert.Contains(node.Observer.Warnings, warning => warning.Contains("that is finished before anything else", StringComparison.Ordinal));
        Assert.Contains(CopyOf(node), upgrade.Backups);
        Assert.Equal(NewData, DataOf(node));
        Assert.Equal(NewData, node.Memory.ReadText($"{CopyOf(node)}/failed/etcd/member/snap/db"));
        Assert.Equal(4, node.Memory.List("/etc/kubernetes/manifests").Count);
    }

    [Fact]
    public async Task A_plan_and_a_check_say_what_was_begun_and_leave_it_to_the_upgrade()
    {
        var node = await CreateKilledAsync();

        await Assert.ThrowsAnyAsync<KubeadmException>(() => new UpgradePlanning(node.Ports, node.Observer).RunAsync(new UpgradePlanRequest(), default));
        Assert.Single(node.Observer.Warnings, warning => warning.Contains($"put etcd's data back from {CopyOf(node)}: etcd is stopped", StringComparison.Ordinal));

        node.Restart();
        await Assert.ThrowsAnyAsync<KubeadmException>(() => new ApplyWorkflow(node.Ports, node.Observer).CheckAsync(UpgradeRunCase.Request, default));
        Assert.Single(node.Observer.Warnings, warning => warning.Contains($"put etcd's data back from {CopyOf(node)}: etcd is stopped", StringComparison.Ordinal));
        Assert.False(node.Memory.FileExists(UpgradeRunCase.PathOf("etcd")));
    }

    [Fact]
    public async Task A_copy_that_cannot_be_put_back_whole_keeps_etcd_stopped_until_the_next_run()
    {
        var node = await CreateFailingAsync();
        node.Copying = copy => copy.EndsWith(" /var/lib/etcd", StringComparison.Ordinal) ? 1 : 0;

        var error = await node.FailAsync();

        Assert.Equal(("UpgradeNotRolledBack", "etcd"), (error.ErrorId, error.Target));
        Assert.Contains("etcd's data are put back in part only: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        var aside = $"/etc/kubernetes/manifests/.etcd.yaml-{NameOfCopy(node)}";
        Assert.Contains($"empty /var/lib/etcd, copy into it what is in {CopyOf(node)}/etcd (cp -a), and move {aside} to /etc/kubernetes/manifests/etcd.yaml", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(node.OldManifests["etcd"], node.Memory.ReadText(aside));
        Assert.False(node.Memory.FileExists(UpgradeRunCase.PathOf("etcd")));

        (node.Copying, _isMended) = (_ => 0, true);
        node.Restart();
        Assert.Equal(UpgradeRunCase.New, (await node.ApplyAsync()).ToVersion);
    }

    [Fact]
    public async Task What_fails_again_when_it_is_finished_is_told_and_can_be_finished_later()
    {
        var node = await CreateKilledAsync();
        node.Copying = _ => 1;

        var error = await Assert.ThrowsAsync<KubeadmException>(() => node.ApplyAsync());

        Assert.Equal(("EtcdDataUnfinished", "/var/lib/etcd"), (error.ErrorId, error.Target));
        Assert.Empty(node.Kubelet.Started);
        node.Copying = _ => 0;
        node.Restart();
        Assert.Equal(UpgradeRunCase.New, (await node.ApplyAsync()).ToVersion);
    }

    [Fact]
    public async Task An_etcd_that_does_not_run_when_it_is_finished_is_told_with_the_folders()
    {
        var node = await CreateKilledAsync();
        var fate = node.Kubelet.Fate;
        node.Kubelet.Fate = (component, manifest) => component == "etcd" ? PodFate.IsNotReady : fate(component, manifest);

        var error = await Assert.ThrowsAsync<KubeadmException>(() => node.ApplyAsync());

        Assert.Equal(("ComponentNotReady", "etcd"), (error.ErrorId, error.Target));
        Assert.Contains($"{CopyOf(node)}/etcd has the data from before that upgrade", error.Message, StringComparison.Ordinal);
        Assert.Equal(OldData, DataOf(node));
    }

    [Fact]
    public async Task Where_a_person_has_put_the_manifest_back_data_are_left_alone()
    {
        var node = await CreateKilledAsync();
        node.Memory.DeleteFile(Mark);
        node.Memory.Add(UpgradeRunCase.EtcdData, "by hand").Add(UpgradeRunCase.EtcdLog, "by hand").Add(UpgradeRunCase.PathOf("etcd"), node.OldManifests["etcd"]);
        var seen = new List<string>();
        node.Copying = _ =>
        {
            seen.Add(DataOf(node));
            return 0;
        };

        await node.ApplyAsync();

        Assert.Equal(["by hand"], seen);
        Assert.Contains(node.Observer.Warnings, warning => warning.Contains($"copies of the data are in {CopyOf(node)}", StringComparison.Ordinal));
        Assert.Equal(4, node.Memory.List("/etc/kubernetes/manifests").Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_cannot_be_finished_for_want_of_a_copy_or_a_folder_is_told(bool hasCopy)
    {
        var node = await CreateKilledAsync();
        var aside = $"/etc/kubernetes/manifests/.etcd.yaml-{NameOfCopy(node)}";
        if (hasCopy)
        {
            node.Memory.Add(aside, node.Memory.ReadText(aside).Replace("name: etcd-data", "name: other", StringComparison.Ordinal).Replace("--data-dir=", "--other=", StringComparison.Ordinal));
        }
        else
        {
            node.Memory.DeleteDirectory($"{CopyOf(node)}/etcd", default);
        }

        var before = node.Files();
        var error = await Assert.ThrowsAsync<KubeadmException>(() => node.ApplyAsync());

        Assert.Equal(("EtcdDataUnfinished", aside), (error.ErrorId, error.Target));
        Assert.Contains($"move {aside} to /etc/kubernetes/manifests/etcd.yaml", error.Remedy, StringComparison.Ordinal);
        Assert.Empty(node.ChangedSince(before));
    }

    [Fact]
    public async Task A_dry_run_leaves_it_as_it_is()
    {
        using var output = new TemporaryFolder();
        var node = await CreateKilledAsync();
        var (before, files) = (node.Files(), node.Memory.AllFiles);

        await Record.ExceptionAsync(() => node.ApplyAsync(UpgradeRunCase.Request with { DryRun = true, DryRunPath = output["dry"] }));

        Assert.Equal(files, node.Memory.AllFiles);
        Assert.Empty(node.ChangedSince(before));
        Assert.Empty(node.Kubelet.Started);
        Assert.Contains(node.Observer.Warnings, warning => warning.Contains("that is finished before anything else", StringComparison.Ordinal));
    }

    /// <summary>Runs it again where the new etcd would run now, and the old one does not with the new one's data.</summary>
    /// <returns>Whether the manifest was away.</returns>
    private async Task<bool> RunAgainAsync(UpgradeRunCase node)
    {
        var isAside = !node.Memory.FileExists(UpgradeRunCase.PathOf("etcd"));
        var serves = isAside || node.Manifests["etcd"] != node.OldManifests["etcd"] || DataOf(node) == OldData;
        _isMended = true;
        node.Restart();
        if (!isAside)
        {
            node.Kubelet.StartAgain("etcd");
        }

        var error = await Record.ExceptionAsync(() => node.ApplyAsync());

        Assert.True(serves == error is null, error?.ToString());
        Assert.True(node.Memory.FileExists(UpgradeRunCase.PathOf("etcd")));
        Assert.Contains(DataOf(node), new[] { OldData, NewData });
        Assert.Equal(OldData, node.Memory.ReadText($"{node.Kept("kubeadm-backup-etcd")[0]}/etcd/member/snap/db"));
        if (isAside)
        {
            Assert.StartsWith("etcd:3.6.6-0", node.Kubelet.Started[0], StringComparison.Ordinal);
            Assert.Equal(NewData, node.Memory.ReadText($"{node.Kept("kubeadm-backup-etcd")[0]}/failed/etcd/member/snap/db"));
            Assert.Equal(4, node.Memory.List("/etc/kubernetes/manifests").Count);
        }

        _isMended = false;
        return isAside;
    }

    /// <summary>A run was killed when half of the copy was in place, and its cause is mended.</summary>
    private async Task<UpgradeRunCase> CreateKilledAsync()
    {
        var node = await CreateFailingAsync();
        node.Restart();
        node.Copying = copy =>
        {
            node.Life.EndsAt = copy.EndsWith(" /var/lib/etcd", StringComparison.Ordinal) ? node.Life.Changes + 2 : null;
            return 0;
        };
        await Assert.ThrowsAnyAsync<Exception>(() => node.ApplyAsync());
        (node.Copying, _isMended) = (_ => 0, true);
        node.Restart();
        return node;
    }

    private Task<UpgradeRunCase> CreateFailingAsync() =>
        EtcdDataCase.CreateAsync((isNew, data) => (isNew ? _isMended : data != NewData) ? PodFate.Runs : PodFate.EndsAgainAndAgain);

    private static string CopyOf(UpgradeRunCase node) => node.Kept("kubeadm-backup-etcd")[0];

    private static string NameOfCopy(UpgradeRunCase node) => CopyOf(node)[(KubernetesPaths.TemporaryDirectory.Length + 1)..];
}
