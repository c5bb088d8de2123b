using Kubeadm.Engine.Backups;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Backups;

public sealed class FolderCopyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeNode _node = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_is_copied_with_modes_and_links_as_they_are()
    {
        var node = EnginePorts.CreateLocal().Node;
        var (data, copied) = (_folder["etcd/member/wal"], _folder["copy/member/wal"]);
        node.Files.CreateDirectory(data, NodeFileModes.PrivateDirectory);
        node.Files.WriteAllBytes($"{data}/0.wal", "log"u8, NodeFileModes.PrivateFile);
        File.CreateSymbolicLink($"{data}/last", "0.wal");

        await new FolderCopy(node).CopyAsync(_folder["etcd"], _folder["copy"], default);

        Assert.Equal("log"u8.ToArray(), node.Files.ReadAllBytes($"{copied}/0.wal"));
        Assert.Equal((NodeFileModes.PrivateFile, NodeFileModes.PrivateDirectory), (node.Files.Stat($"{copied}/0.wal")!.Mode, node.Files.Stat(copied)!.Mode));
        Assert.Equal("0.wal", new FileInfo($"{copied}/last").LinkTarget);
    }

    [Fact]
    public async Task Of_a_link_what_it_leads_to_is_copied_and_into_one_where_it_leads()
    {
        var copy = new FolderCopy(EnginePorts.CreateLocal().Node);
        Directory.CreateDirectory(_folder["disk"]);
        File.WriteAllText(_folder["disk/db"], "data");
        Directory.CreateSymbolicLink(_folder["etcd"], _folder["disk"]);
        Directory.CreateDirectory(_folder["other"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["other"]);

        await copy.CopyAsync(_folder["etcd"], _folder["copy"], default);
        await copy.CopyAsync(_folder["copy"], _folder["link"], default);

        Assert.Equal(4, copy.SizeOf(_folder["etcd"], default));
        Assert.Null(new FileInfo(_folder["copy"]).LinkTarget);
        Assert.Equal("data", File.ReadAllText(_folder["copy/db"]));
        Assert.Equal("data", File.ReadAllText(_folder["other/db"]));
    }

    [Fact]
    public async Task What_the_program_says_is_in_the_error()
    {
        _node.FakeProcesses.Answer = (_, _) => new ProcessResult(1, "", "cp: cannot open '/data/db': Input/output error\n");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => new FolderCopy(_node).CopyAsync("/data", "/copy", default));

        Assert.Equal(("BackupFailed", "/data"), (error.ErrorId, error.Target));
        Assert.Equal("/data could not be copied into /copy: cp: cannot open '/data/db': Input/output error (exit code 1)", error.Message);
        Assert.Equal(["cp -a -- /data/. /copy"], _node.FakeProcesses.Calls);
    }

    [Theory]
    [InlineData(3L << 20, true)]
    [InlineData((3L << 20) - 1, false)]
    [InlineData(null, true)]
    public async Task There_must_be_room_for_it_where_that_is_known(long? free, bool isEnough)
    {
        _node.Memory.Add("/data/member/db", new string('x', 2 << 20)).Add("/data/wal", new string('x', 1 << 20));
        _node.Memory.FreeSpace = free;

        var error = await Record.ExceptionAsync(() => new FolderCopy(_node).CopyAsync("/data", "/copy", default));

        Assert.Equal(isEnough ? null : "BackupSpaceMissing", (error as KubeadmException)?.ErrorId);
        Assert.Equal(isEnough ? 1 : 0, _node.FakeProcesses.Calls.Count);
        Assert.True(isEnough || error!.Message.StartsWith("/data has 3 MiB, and where /copy is there are ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_will_be_freed_by_then_counts_as_room()
    {
        _node.Memory.Add("/data/db", new string('x', 2 << 20));
        _node.Memory.FreeSpace = 1 << 20;
        var copy = new FolderCopy(_node);

        copy.RequireSpace("/data", "/copy", default, freed: 1 << 20);

        Assert.Equal("BackupSpaceMissing", Assert.Throws<KubeadmException>(() => copy.RequireSpace("/data", "/copy", default, freed: (1 << 20) - 1)).ErrorId);
    }

    [Fact]
    public async Task A_whole_copy_has_its_name_when_it_is_whole()
    {
        var files = new List<IReadOnlyList<string>>();
        _node.Memory.Add("/data/db", "x").Add("/backup/data.partial/of-a-killed-run", "x");
        _node.FakeProcesses.Answer = (_, arguments) =>
        {
            files.Add(_node.Memory.List("/backup"));
            _node.Memory.Add($"{arguments[^1]}/db", "x");
            return new ProcessResult(0, "", "");
        };

        await new FolderCopy(_node).CopyWholeAsync("/data", "/backup/data", default);

        Assert.Equal(["data.partial"], Assert.Single(files));
        Assert.Equal(["/backup/data/db", "/data/db"], _node.Memory.AllFiles);
    }

    [Fact]
    public async Task Of_a_copy_that_fails_nothing_is_left_and_the_error_says_so()
    {
        FillDisk();

        var error = await Assert.ThrowsAsync<KubeadmException>(() => new FolderCopy(_node).CopyWholeAsync("/data", "/backup/data", default));

        Assert.Equal(("BackupFailed", "/data"), (error.ErrorId, error.Target));
        Assert.EndsWith("No space left on device (exit code 1); what there was of the copy has been removed", error.Message, StringComparison.Ordinal);
        Assert.Empty(_node.Memory.List("/backup"));
    }

    [Fact]
    public async Task Of_a_copy_that_is_cancelled_nothing_is_left()
    {
        using var stop = new CancellationTokenSource();
        FillDisk(() =>
        {
            stop.Cancel();
            stop.Token.ThrowIfCancellationRequested();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FolderCopy(_node).CopyWholeAsync("/data", "/backup/data", stop.Token));

        Assert.Empty(_node.Memory.List("/backup"));
    }

    [Theory]
    [InlineData(false, "BackupFailed")]
    [InlineData(true, "BackupLeft")]
    public async Task A_part_that_cannot_be_removed_is_told(bool isCancelled, string id)
    {
        FillDisk(() => _ = isCancelled ? throw new OperationCanceledException() : 0);
        _node.Memory.Add("/backup/other", "x").Undeletable.Add("/backup/data.partial");
        var copy = new FolderCopy(_node);

        var error = await Assert.ThrowsAsync<KubeadmException>(() => copy.CopyWholeAsync("/data", "/backup/data", default));

        Assert.Equal(id, error.ErrorId);
        Assert.EndsWith("is still there, /backup/data.partial, for it could not be removed: /backup/data.partial: Device or resource busy", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_has_no_size() => Assert.Equal(0, new FolderCopy(_node).SizeOf("/nothing", default));

    /// <summary>Lets each copy end after its first file.</summary>
    private void FillDisk(Action? ending = null)
    {
        _node.Memory.Add("/data/db", "x").AddDirectory("/backup");
        _node.FakeProcesses.Answer = (_, arguments) =>
        {
            _node.Memory.Add($"{arguments[^1]}/db", "x");
            ending?.Invoke();
            return new ProcessResult(1, "", "cp: error writing 'db': No space left on device");
        };
    }
}
