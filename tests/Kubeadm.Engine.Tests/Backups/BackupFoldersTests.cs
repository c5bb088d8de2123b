using System.Globalization;
using Kubeadm.Engine.Backups;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Kubeadm.Engine.Tests.Backups;

public sealed class BackupFoldersTests
{
    private readonly FakeNode _node = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 29, 2, 45, 35, TimeSpan.Zero));

    [Fact]
    public void A_folder_that_stays_is_named_by_purpose_and_local_time_for_root_alone()
    {
        _clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("two", TimeSpan.FromHours(2), "two", "two"));

        var folder = Folders.CreateKept(BackupFolders.Etcd);

        Assert.Equal("/etc/kubernetes/tmp/kubeadm-backup-etcd-2026-11-29-04-45-35", folder);
        Assert.Equal(NodeFileModes.PrivateDirectory, _node.Memory.Stat(folder)!.Mode);
    }

    [Fact]
    public void Folders_of_the_same_second_stay_apart() => Assert.Equal(
        ["-35", "-35-2", "-35-3"],
        Enumerable.Range(0, 3).Select(_ => Folders.CreateKept(BackupFolders.Manifests)["/etc/kubernetes/tmp/kubeadm-backup-manifests-2026-11-29-02-45".Length..]).ToList());

    [Fact]
    public void A_folder_for_the_run_alone_has_a_number_of_its_own()
    {
        var folders = Enumerable.Range(0, 5).Select(_ => Folders.CreatePassing(BackupFolders.UpgradedManifests)).ToList();

        Assert.Equal(5, folders.Distinct().Count());
        Assert.All(folders, folder => Assert.True(long.Parse(folder["/etc/kubernetes/tmp/kubeadm-upgraded-manifests".Length..], NumberStyles.None, CultureInfo.InvariantCulture) > 0));
        Assert.All(folders, folder => Assert.Equal(NodeFileModes.PrivateDirectory, _node.Memory.Stat(folder)!.Mode));
    }

    private BackupFolders Folders => new(_node.Memory, _clock);
}
