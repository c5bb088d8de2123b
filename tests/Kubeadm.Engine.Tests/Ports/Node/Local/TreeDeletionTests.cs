using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Node.Local;

/// <summary>A folder is removed whatever is in it: any depth, any number of names, any bytes in them; and can be stopped.</summary>
public sealed class TreeDeletionTests : IDisposable
{
    // In memory where there is such a file system: it is names that count here, not disks.
    private readonly TemporaryFolder _folder = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);
    private readonly LocalFileSystem _files = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Folders_20000_deep_are_removed()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "no path is that long");
        Directory.CreateDirectory(_folder["deep"]);
        DeepTree.Create(_folder["deep"], 20_000);

        _files.DeleteDirectory(_folder["deep"], default);

        Assert.Empty(_files.List(_folder.Path));
    }

    [SkippableFact]
    public void Names_that_are_not_text_are_listed_and_removed()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "names are text there");
        Directory.CreateDirectory(_folder["odd/below"]);
        DeepTree.CreateFile(_folder["odd"], (byte)'a', 0xff, (byte)'b');
        DeepTree.CreateFile(_folder["odd/below"], 0xc3, 0x28);

        Assert.Equal(["a\udcffb", "below"], _files.List(_folder["odd"]));
        Assert.Equal(NodeFileKind.File, _files.Stat(_folder["odd"] + "/a\udcffb")!.Kind);
        _files.DeleteFile(_folder["odd"] + "/a\udcffb");
        Assert.Equal(["below"], _files.List(_folder["odd"]));

        _files.DeleteDirectory(_folder["odd"], default);

        Assert.Empty(_files.List(_folder.Path));
    }

    [SkippableFact]
    public async Task A_removal_of_200000_files_stops_when_it_is_cancelled()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the files would take too long to make");
        for (var folder = 0; folder < 20; folder++)
        {
            Directory.CreateDirectory(_folder[$"big/{folder}"]);
            for (var file = 0; file < 10_000; file++)
            {
                DeepTree.CreateFile(_folder[$"big/{folder}"], System.Text.Encoding.ASCII.GetBytes($"f{file}"));
            }
        }

        using var stop = new CancellationTokenSource();
        var removal = Task.Run(() => _files.DeleteDirectory(_folder["big"], stop.Token), CancellationToken.None);
        Assert.True(SpinWait.SpinUntil(() => Count() < 199_000 || removal.IsCompleted, TimeSpan.FromSeconds(60)));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => removal);
        var left = Count();
        Assert.InRange(left, 1, 199_999);
        await Task.Yield();
        Assert.Equal(left, Count());

        _files.DeleteDirectory(_folder["big"], default);
        Assert.False(Directory.Exists(_folder["big"]));
    }

    private int Count() => Directory.EnumerateFiles(_folder["big"], "*", SearchOption.AllDirectories).Count();
}
