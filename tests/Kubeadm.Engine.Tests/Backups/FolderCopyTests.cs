using Kubeadm.Engine.Backups;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Backups;

public sealed class FolderCopyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeNode _node = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_is_copied_under_the_folders_own_name_with_modes_and_links_as_they_are()
    {
        var node = EnginePorts.CreateLocal().Node;
        var (data, copied) = (_folder["etcd/member/wal"], _folder["copy/etcd/member/wal"]);
        node.Files.CreateDirectory(data, NodeFileModes.PrivateDirectory);
        node.Files.CreateDirectory(_folder["copy"], NodeFileModes.PrivateDirectory);
        node.Files.WriteAllBytes($"{data}/0.wal", "log"u8, NodeFileModes.PrivateFile);
        File.CreateSymbolicLink($"{data}/last", "0.wal");

        await new FolderCopy(node).CopyIntoAsync(_folder["etcd"], _folder["copy"], default);

        Assert.Equal("log"u8.ToArray(), node.Files.ReadAllBytes($"{copied}/0.wal"));
        Assert.Equal((NodeFileModes.PrivateFile, NodeFileModes.PrivateDirectory), (node.Files.Stat($"{copied}/0.wal")!.Mode, node.Files.Stat(copied)!.Mode));
        Assert.Equal("0.wal", new FileInfo($"{copied}/last").LinkTarget);
    }

    [Fact]
    public async Task A_folder_whose_name_begins_with_a_dash_is_no_option()
    {
        Directory.CreateDirectory(_folder["-rf"]);
        var into = Directory.CreateDirectory(_folder["copy"]).FullName;

        await new FolderCopy(EnginePorts.CreateLocal().Node).CopyIntoAsync(_folder["-rf"], into, default);

        Assert.True(Directory.Exists(Path.Combine(into, "-rf")));
    }

    [Fact]
    public async Task What_the_program_says_is_in_the_error()
    {
        _node.FakeProcesses.Answer = (_, _) => new ProcessResult(1, "", "cp: cannot open '/data/db': Input/output error\n");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => new FolderCopy(_node).CopyIntoAsync("/data", "/copy", default));

        Assert.Equal(("BackupFailed", "/data"), (error.ErrorId, error.Target));
        Assert.Equal("/data could not be copied into /copy: cp: cannot open '/data/db': Input/output error (exit code 1)", error.Message);
        Assert.Equal(["cp -a -- /data /copy"], _node.FakeProcesses.Calls);
    }

    [Theory]
    [InlineData(3L << 20, true)]
    [InlineData((3L << 20) - 1, false)]
    [InlineData(null, true)]
    public async Task There_must_be_room_for_it_where_that_is_known(long? free, bool isEnough)
    {
        _node.Memory.Add("/data/member/db", new string('x', 2 << 20)).Add("/data/wal", new string('x', 1 << 20));
        _node.Memory.FreeSpace = free;

        var error = await Record.ExceptionAsync(() => new FolderCopy(_node).CopyIntoAsync("/data", "/copy", default));

        Assert.Equal(isEnough ? null : "BackupSpaceMissing", (error as KubeadmException)?.ErrorId);
        Assert.Equal(isEnough ? 1 : 0, _node.FakeProcesses.Calls.Count);
        Assert.True(isEnough || error!.Message.StartsWith("/data has 3 MiB, and where /copy is there are ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_not_there_has_no_size() => Assert.Equal(0, new FolderCopy(_node).SizeOf("/nothing", default));
}
