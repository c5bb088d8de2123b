using System.Text;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Node;

public sealed class FileReplacementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalFileSystem _files = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Modes_and_links_stay()
    {
        File.WriteAllText(PathOf("real"), "old");
        File.CreateSymbolicLink(PathOf("link"), "real");
        _files.SetMode(PathOf("real"), NodeFileModes.PublicFile | UnixFileMode.GroupWrite);

        _files.ReplaceTogether([New("link", "new"), New("other", "made")]);

        Assert.Equal(("real", "new"), (new FileInfo(PathOf("link")).LinkTarget, File.ReadAllText(PathOf("real"))));
        Assert.Equal(NodeFileModes.PublicFile | UnixFileMode.GroupWrite, _files.Stat(PathOf("real"))!.Mode);
        Assert.Equal(NodeFileModes.PrivateFile, _files.Stat(PathOf("other"))!.Mode);
        Assert.Equal(["link", "other", "real"], _files.List(_folder.Path));
    }

    [Fact]
    public void A_file_that_cannot_be_put_in_place_has_all_others_put_back()
    {
        File.WriteAllText(PathOf("first"), "old");
        Directory.CreateDirectory(PathOf("folder"));

        var error = Assert.Throws<KubeadmException>(() => _files.ReplaceTogether([New("first", "new"), New("second", "new"), New("folder", "new")]));

        Assert.Equal(("FileSystemFailed", PathOf("folder")), (error.ErrorId, error.Target));
        Assert.Equal("old", File.ReadAllText(PathOf("first")));
        Assert.Equal(["first", "folder"], _files.List(_folder.Path));
    }

    [Fact]
    public void Owners_stay()
    {
        var memory = new MemoryFileSystem().Add("/pki/apiserver.key", "old", NodeFileModes.PrivateFile);
        memory.SetOwner("/pki/apiserver.key", 994, 993);

        memory.ReplaceTogether([new("/pki/apiserver.key", "new"u8.ToArray(), NodeFileModes.PublicFile)]);

        var info = memory.Stat("/pki/apiserver.key")!;
        Assert.Equal((994, 993, NodeFileModes.PrivateFile, "new"), (info.UserId, info.GroupId, info.Mode, memory.ReadText("/pki/apiserver.key")));
    }

    [Fact]
    public void What_a_run_left_that_was_killed_goes_with_the_next()
    {
        File.WriteAllText(PathOf("file"), "old");
        File.WriteAllText(PathOf(".file.0123456789ab.tmp"), "half of it");

        _files.ReplaceTogether([New("file", "new")]);

        Assert.Equal(["file"], _files.List(_folder.Path));
        Assert.Equal("new", File.ReadAllText(PathOf("file")));
    }

    [Fact]
    public void A_link_that_others_put_beside_the_file_is_not_written_through()
    {
        File.WriteAllText(PathOf("file"), "old");
        File.WriteAllText(PathOf("precious"), "precious");
        File.CreateSymbolicLink(PathOf(".file.new"), "precious");

        _files.ReplaceTogether([New("file", "new")]);

        Assert.Equal(("precious", "new"), (File.ReadAllText(PathOf("precious")), File.ReadAllText(PathOf("file"))));
        Assert.Null(new FileInfo(PathOf("file")).LinkTarget);
    }

    private NewContent New(string name, string content) => new(PathOf(name), Encoding.UTF8.GetBytes(content), NodeFileModes.PrivateFile);

    private string PathOf(string name) => Path.Combine(_folder.Path, name);
}
