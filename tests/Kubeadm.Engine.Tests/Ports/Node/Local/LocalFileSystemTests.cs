using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Linux;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Node.Local;

public sealed class LocalFileSystemTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalFileSystem _files = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(NodeFileModes.PrivateFile)]
    [InlineData(NodeFileModes.PublicFile)]
    [InlineData(NodeFileModes.PublicFile | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)]
    public void A_file_has_exactly_the_mode_asked_for_whatever_the_umask(UnixFileMode mode)
    {
        _files.WriteAllBytes(_folder["f"], "content"u8, mode);

        Assert.Equal(new NodeFileInfo(NodeFileKind.File, mode, UserId, GroupId, 7), _files.Stat(_folder["f"]));
        Assert.Equal(["f"], _files.List(_folder.Path));
    }

    [Fact]
    public void What_a_killed_write_left_goes_with_the_next_write_of_the_same_file()
    {
        Directory.CreateDirectory(_folder["k"]);
        File.WriteAllText(_folder["k/.kube-scheduler.yaml.ac2fc205bc86.tmp"], "half");
        File.WriteAllText(_folder["k/.kube-apiserver.yaml.ac2fc205bc86.tmp"], "another file's");
        new LocalFileSystem().WriteAllBytes(_folder["k/kube-scheduler.yaml"], "whole"u8, NodeFileModes.PrivateFile);
        Assert.Equal(
            [".kube-apiserver.yaml.ac2fc205bc86.tmp", "kube-scheduler.yaml"],
            Directory.EnumerateFiles(_folder["k"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_reader_of_a_replaced_file_keeps_the_old_content()
    {
        _files.WriteAllBytes(_folder["f"], "old"u8, NodeFileModes.PrivateFile);
        using var reader = new StreamReader(File.OpenRead(_folder["f"]));

        _files.WriteAllBytes(_folder["f"], "new!"u8, NodeFileModes.PrivateFile);

        Assert.Equal("old", reader.ReadToEnd());
        Assert.Equal("new!"u8.ToArray(), _files.ReadAllBytes(_folder["f"]));
    }

    [Fact]
    public void Writing_through_a_link_replaces_what_it_points_to()
    {
        _files.WriteAllBytes(_folder["target"], "old"u8, NodeFileModes.PrivateFile);
        File.CreateSymbolicLink(_folder["link"], "target");

        _files.WriteAllBytes(_folder["link"], "new"u8, NodeFileModes.PrivateFile);

        Assert.Equal(NodeFileKind.Link, _files.Stat(_folder["link"])!.Kind);
        Assert.Equal("new"u8.ToArray(), _files.ReadAllBytes(_folder["target"]));
    }

    [SkippableFact]
    public void A_replaced_file_keeps_its_owner()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can give files away");
        _files.WriteAllBytes(_folder["f"], "old"u8, NodeFileModes.PrivateFile);
        _files.SetOwner(_folder["f"], 1234, 4321);

        _files.WriteAllBytes(_folder["f"], "new"u8, NodeFileModes.PrivateFile);

        Assert.Equal((1234, 4321), (_files.Stat(_folder["f"])!.UserId, _files.Stat(_folder["f"])!.GroupId));
    }

    [Fact]
    public void Deleting_a_folder_removes_links_but_not_what_they_point_to()
    {
        _files.CreateDirectory(_folder["outside"], NodeFileModes.PublicDirectory);
        _files.WriteAllBytes(_folder["outside/keep"], "x"u8, NodeFileModes.PrivateFile);
        _files.CreateDirectory(_folder["inside/deep"], NodeFileModes.PublicDirectory);
        Directory.CreateSymbolicLink(_folder["inside/deep/link"], _folder["outside"]);
        File.CreateSymbolicLink(_folder["inside/dangling"], "/nowhere");

        _files.DeleteDirectory(_folder["inside"], default);

        Assert.Equal(["outside"], _files.List(_folder.Path));
        Assert.Equal(["keep"], _files.List(_folder["outside"]));
    }

    [Fact]
    public void A_deep_folder_with_odd_names_is_deleted_whole()
    {
        string[] names = ["with space", "*", "new\nline", "-rf", "ü", "..."];
        Directory.CreateDirectory(Path.Combine([_folder["odd"], .. names]));
        Assert.All(names, name => File.WriteAllText(Path.Combine(_folder["odd"], name + ".txt"), name));

        _files.DeleteDirectory(_folder["odd"], default);

        Assert.Empty(_files.List(_folder.Path));
    }

    [Fact]
    public void Deleting_what_is_a_link_to_a_folder_removes_the_link()
    {
        _files.CreateDirectory(_folder["outside"], NodeFileModes.PublicDirectory);
        _files.WriteAllBytes(_folder["outside/keep"], "x"u8, NodeFileModes.PrivateFile);
        Directory.CreateSymbolicLink(_folder["link"], _folder["outside"]);

        _files.DeleteDirectory(_folder["link"], default);

        Assert.Null(_files.Stat(_folder["link"]));
        Assert.Equal(["keep"], _files.List(_folder["outside"]));
    }

    [SkippableFact]
    public async Task Deleting_a_folder_stops_at_a_mount()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can mount");
        _files.CreateDirectory(_folder["a/mnt"], NodeFileModes.PublicDirectory);
        var mount = await new LocalProcessRunner().RunAsync("mount", ["-t", "tmpfs", "none", _folder["a/mnt"]], default);
        Skip.If(mount.ExitCode != 0, "mounting is not allowed here: " + mount.Error);
        var system = new LinuxSystem();
        try
        {
            _files.WriteAllBytes(_folder["a/mnt/precious"], "x"u8, NodeFileModes.PrivateFile);

            var error = Assert.Throws<IOException>(() => _files.DeleteDirectory(_folder["a"], default));

            Assert.StartsWith(_folder["a/mnt"], error.Message, StringComparison.Ordinal);

            Assert.True(_files.FileExists(_folder["a/mnt/precious"]));
            Assert.Equal([_folder["a/mnt"]], system.MountsBelow(_folder["a"]));
        }
        finally
        {
            system.Unmount(_folder["a/mnt"], 2);
        }

        Assert.Empty(system.MountsBelow(_folder["a"]));
    }

    [Fact]
    public void What_is_not_there_has_no_facts_and_deletes_quietly()
    {
        Assert.Null(_files.Stat(_folder["no"]));
        Assert.Empty(_files.List(_folder["no"]));
        _files.DeleteFile(_folder["no"]);
        _files.DeleteDirectory(_folder["no"], default);
        Assert.Throws<FileNotFoundException>(() => _files.ReadAllBytes(_folder["no"]));
    }

    private int UserId => _files.Stat(_folder.Path)!.UserId;

    private int GroupId => _files.Stat(_folder.Path)!.GroupId;
}
