using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Recording;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Recording;

public sealed class RecordingFileSystemTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryFileSystem _beneath = new MemoryFileSystem().Add("/etc/kubernetes/pki/ca.crt", "CA").Add("/var/lib/etcd/member/wal", "data");
    private readonly RecordingFileSystem _files;

    public RecordingFileSystemTests() => _files = new RecordingFileSystem(_beneath, _folder["root"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_lands_under_the_root_with_its_mode_and_nowhere_else()
    {
        _files.CreateDirectory("/etc/kubernetes/manifests", NodeFileModes.PrivateDirectory);
        _files.WriteAllBytes("/etc/kubernetes/manifests/etcd.yaml", "pod"u8, NodeFileModes.PrivateFile);

        var landed = _folder["root/etc/kubernetes/manifests/etcd.yaml"];
        Assert.Equal("pod", File.ReadAllText(landed));
        Assert.Equal(NodeFileModes.PrivateFile, new LocalFileSystem().Stat(landed)!.Mode);
        Assert.Equal(["/etc/kubernetes/manifests/etcd.yaml"], _files.Written);
        Assert.Null(_beneath.Stat("/etc/kubernetes/manifests"));
    }

    [Fact]
    public void Reads_see_what_was_written_before_what_is_beneath()
    {
        _files.WriteAllBytes("/etc/kubernetes/pki/ca.crt", "new"u8, NodeFileModes.PublicFile);
        _files.WriteAllBytes("/etc/kubernetes/pki/ca.key", "key"u8, NodeFileModes.PrivateFile);

        Assert.Equal("new"u8.ToArray(), _files.ReadAllBytes("/etc/kubernetes/pki/ca.crt"));
        Assert.Equal(["ca.crt", "ca.key"], _files.List("/etc/kubernetes/pki"));
        Assert.Equal("CA", _beneath.ReadText("/etc/kubernetes/pki/ca.crt"));
    }

    [Fact]
    public void What_was_removed_is_gone_with_all_that_was_in_it_also_when_the_folder_is_made_again()
    {
        _files.DeleteDirectory("/var/lib/etcd", default);

        Assert.False(_files.DirectoryExists("/var/lib/etcd"));
        Assert.False(_files.FileExists("/var/lib/etcd/member/wal"));
        Assert.DoesNotContain("etcd", _files.List("/var/lib"));

        _files.CreateDirectory("/var/lib/etcd", NodeFileModes.PrivateDirectory);

        Assert.True(_files.DirectoryExists("/var/lib/etcd"));
        Assert.Empty(_files.List("/var/lib/etcd"));
        Assert.Throws<FileNotFoundException>(() => _files.ReadAllBytes("/var/lib/etcd/member/wal"));
        Assert.True(_beneath.FileExists("/var/lib/etcd/member/wal"));
        Assert.Equal(["/var/lib/etcd"], _files.Deleted);
    }

    [Fact]
    public void A_folder_can_be_moved_away_and_its_files_follow()
    {
        _files.Move("/var/lib/etcd", "/etc/kubernetes/backup");

        Assert.Equal("data"u8.ToArray(), _files.ReadAllBytes("/etc/kubernetes/backup/member/wal"));
        Assert.False(_files.DirectoryExists("/var/lib/etcd"));
        Assert.True(_beneath.DirectoryExists("/var/lib/etcd"));
    }

    [Fact]
    public void Modes_and_owners_are_recorded_without_touching_what_is_beneath()
    {
        _files.SetOwner("/etc/kubernetes/pki/ca.crt", 5, 6);
        _files.SetMode("/etc/kubernetes/pki/ca.crt", NodeFileModes.PrivateFile);

        Assert.Equal(new NodeFileInfo(NodeFileKind.File, NodeFileModes.PrivateFile, 5, 6, 2), _files.Stat("/etc/kubernetes/pki/ca.crt"));
        Assert.Equal(NodeFileModes.PublicFile, _beneath.Stat("/etc/kubernetes/pki/ca.crt")!.Mode);
    }

    [Fact]
    public void A_file_in_a_folder_that_is_not_there_is_refused_as_on_a_disk() =>
        Assert.Throws<KubeadmException>(() => _files.WriteAllBytes("/nowhere/f", "x"u8, NodeFileModes.PrivateFile));
}
