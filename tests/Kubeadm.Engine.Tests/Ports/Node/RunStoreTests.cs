using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Linux;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Node;

/// <summary>Where records of runs are kept, on a real disk and on one in memory.</summary>
public sealed class RunStoreTests : IDisposable
{
    private static readonly LocalFileSystem Disk = new();

    private readonly TemporaryFolder _folder = new();
    private readonly FakeNode _node = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Records_are_their_owners_alone_and_the_newest_come_first()
    {
        var store = Real();
        Assert.Empty(store.Names());

        store.Save("a.json", "1"u8.ToArray());
        store.Save("b.json", "2"u8.ToArray());
        store.Save("a.json", "3"u8.ToArray());

        Assert.Equal(["b.json", "a.json"], store.Names());
        Assert.Equal("3"u8.ToArray(), store.Read("a.json"));
        Assert.Equal(NodeFileModes.PublicDirectory, Disk.Stat(_folder["state"])!.Mode);
        Assert.Equal(NodeFileModes.PrivateDirectory, Disk.Stat(_folder["state/history"])!.Mode);
        Assert.Equal(NodeFileModes.PrivateFile, Disk.Stat(_folder["state/history/a.json"])!.Mode);
        store.Delete("a.json");
        store.Delete("a.json");
        Assert.Equal(["b.json"], store.Names());
    }

    [Theory]
    [InlineData("state")]
    [InlineData("state/history")]
    public void A_link_in_the_place_of_a_folder_is_not_written_through(string link)
    {
        Directory.CreateDirectory(_folder["elsewhere"]);
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[link])!);
        File.CreateSymbolicLink(_folder[link], _folder["elsewhere"]);

        var error = Assert.Throws<KubeadmException>(() => Real().Save("a.json", "1"u8.ToArray()));

        Assert.Equal(("HistoryNotTrusted", _folder[link]), (error.ErrorId, error.Target));
        Assert.Contains("is a link", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["elsewhere"]));
    }

    [Theory]
    [InlineData("state", false)]
    [InlineData("state/history", false)]
    [InlineData("state/history", true)]
    public void Something_else_than_a_folder_is_no_history_without_runs(string path, bool isLink)
    {
        Directory.CreateDirectory(_folder["elsewhere"]);
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        if (isLink)
        {
            File.CreateSymbolicLink(_folder[path], _folder["elsewhere"]);
        }
        else
        {
            File.WriteAllText(_folder[path], "");
        }

        var error = Assert.Throws<KubeadmException>(() => Real().Names());

        Assert.Equal(("HistoryNotReadable", _folder[path]), (error.ErrorId, error.Target));
    }

    [Theory]
    [InlineData("rel")]
    [InlineData(" ")]
    public void A_relative_folder_is_refused(string state)
    {
        var store = new RunStore(Disk, new LocalNode().System, state);

        Assert.Equal("RelativeStateFolder", Assert.Throws<KubeadmException>(() => store.Names()).ErrorId);
        Assert.Equal("RelativeStateFolder", Assert.Throws<KubeadmException>(() => store.Save("a.json", "1"u8.ToArray())).ErrorId);
    }

    [Theory]
    [InlineData("state", UnixFileMode.GroupWrite)]
    [InlineData("state", UnixFileMode.OtherWrite)]
    [InlineData("state/history", UnixFileMode.OtherWrite)]
    public void A_folder_that_others_may_write_to_is_not_written_into(string folder, UnixFileMode others)
    {
        Real().Save("a.json", "1"u8.ToArray());
        Disk.SetMode(_folder[folder], NodeFileModes.PrivateDirectory | others);

        var error = Assert.Throws<KubeadmException>(() => Real().Save("b.json", "1"u8.ToArray()));

        Assert.Equal(("HistoryNotTrusted", _folder[folder]), (error.ErrorId, error.Target));
        Assert.False(File.Exists(_folder["state/history/b.json"]));
    }

    [Fact]
    public void Root_does_not_write_into_a_folder_of_somebody_else()
    {
        _node.Memory.AddDirectory("/state").SetOwner("/state", 1000, 1000);

        var error = Assert.Throws<KubeadmException>(() => new RunStore(_node.Memory, _node.System, "/state").Save("a.json", "1"u8.ToArray()));

        Assert.Contains("belongs to the user 1000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_is_a_link_is_not_followed()
    {
        Real().Save("a.json", "1"u8.ToArray());
        File.CreateSymbolicLink(_folder["state/history/b.json"], "/etc/passwd");

        Assert.Equal("NotARunRecord", Assert.Throws<KubeadmException>(() => Real().Read("b.json")).ErrorId);
        Assert.Equal("FileNotFound", Assert.Throws<KubeadmException>(() => Real().Read("c.json")).ErrorId);
    }

    [Fact]
    public void Runs_at_the_same_time_each_have_their_record()
    {
        Parallel.For(0, 40, number => Real().Save($"{number:00}.json", [(byte)number]));

        Assert.Equal(Enumerable.Range(0, 40).Select(number => $"{39 - number:00}.json"), Real().Names());
        Assert.Equal([7], Real().Read("07.json"));
    }

    [SkippableFact]
    public void A_process_is_told_from_every_other()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        var system = new LinuxSystem();

        Assert.Equal(system.IdentityOf(Environment.ProcessId), system.IdentityOf(system.ProcessId));
        Assert.NotEqual(system.IdentityOf(1), system.IdentityOf(Environment.ProcessId));
        Assert.Null(system.IdentityOf(int.MaxValue));
    }

    private RunStore Real() => new(Disk, new LocalNode().System, _folder["state"]);
}
