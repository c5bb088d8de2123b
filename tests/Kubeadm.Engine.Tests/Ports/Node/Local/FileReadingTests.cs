using System.Diagnostics;
using System.Text;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Linux;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Node.Local;

/// <summary>Reading what may be no file, or one without end.</summary>
public sealed class FileReadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalFileSystem _files = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void A_device_without_end_is_read_to_the_limit_only()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has /dev/zero");

        var error = Assert.Throws<KubeadmException>(() => ConfigurationFiles.ReadText(_files, "/dev/zero"));

        Assert.Equal("FileTooLarge", error.ErrorId);
        Assert.Contains("/dev/zero", error.Message, StringComparison.Ordinal);
        Assert.Empty(_files.ReadAllBytes("/dev/null"));
    }

    [Fact]
    public void A_file_may_have_as_many_bytes_as_the_limit_says()
    {
        var path = _folder["file"];
        File.WriteAllBytes(path, new byte[1000]);

        Assert.Equal(1000, _files.ReadAllBytes(path, 1000).Length);
        Assert.Equal("FileTooLarge", Assert.Throws<KubeadmException>(() => _files.ReadAllBytes(path, 999)).ErrorId);
    }

    [Fact]
    public void A_folder_is_named_as_what_it_is()
    {
        var error = Assert.Throws<KubeadmException>(() => _files.ReadAllBytes(_folder.Path));

        Assert.Equal("NotAFile", error.ErrorId);
        Assert.Contains("is a folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_has_the_errors_of_NET()
    {
        Assert.Throws<FileNotFoundException>(() => _files.ReadAllBytes(_folder["no"]));
        Assert.Throws<DirectoryNotFoundException>(() => _files.ReadAllBytes(_folder["no/file"]));
    }

    [SkippableFact]
    public async Task A_pipe_is_read_to_its_end_as_a_shell_gives_one()
    {
        var pipe = MakePipe();
        var writing = Task.Run(() => File.WriteAllText(pipe, "kind: é\n"));

        Assert.Equal("kind: é\n", ConfigurationFiles.ReadText(_files, pipe));
        await writing;
    }

    [SkippableFact]
    public void A_pipe_in_the_place_of_a_nodes_file_is_refused_at_once()
    {
        var error = Assert.Throws<KubeadmException>(() => LinuxFileReader.ReadAll(MakePipe(), 1000, TimeSpan.Zero, CancellationToken.None));

        Assert.Equal("NotAFile", error.ErrorId);
        Assert.Contains("it is a pipe, not a file", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_file_is_read_where_no_pipe_is_wanted()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "It is read so on Linux.");
        var file = _folder["file"];
        File.WriteAllText(file, "content");

        Assert.Equal("content"u8.ToArray(), LinuxFileReader.ReadAll(file, 1000, TimeSpan.Zero, CancellationToken.None));
    }

    [SkippableFact]
    public void A_pipe_that_nobody_writes_to_is_not_waited_for_without_end()
    {
        var pipe = MakePipe();

        var error = Assert.Throws<KubeadmException>(() => LinuxFileReader.ReadAll(pipe, 1000, TimeSpan.FromMilliseconds(50), CancellationToken.None));

        Assert.Equal("FileReadTimedOut", error.ErrorId);
    }

    [SkippableFact]
    public void Stopping_ends_the_wait_for_a_pipe()
    {
        var pipe = MakePipe();
        using var stopping = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        Assert.Throws<OperationCanceledException>(() => new LocalFileSystem { Stopping = stopping.Token }.ReadAllBytes(pipe));
    }

    [Fact]
    public void A_file_is_read_to_its_end_also_when_everything_is_to_stop()
    {
        var path = _folder["manifest.yaml"];
        File.WriteAllText(path, new string('x', 200_000));

        Assert.Equal(200_000, new LocalFileSystem { Stopping = new CancellationToken(canceled: true) }.ReadAllBytes(path).Length);
    }

    [SkippableFact]
    public void What_proc_shows_has_content_although_it_has_no_length()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has /proc");

        Assert.Contains("Cpus_allowed", Encoding.UTF8.GetString(_files.ReadAllBytes("/proc/self/status")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_of_a_file_of_any_size_can_be_read()
    {
        var path = _folder["log"];
        File.WriteAllText(path, new string('x', 100_000) + "end");

        Assert.Equal("end", Encoding.UTF8.GetString(_files.ReadTail(path, 3)));
        Assert.Equal(100_003, _files.ReadTail(path, FileLimits.LogTail).Length);
    }

    private string MakePipe()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "pipes in the file system are Unix's");
        var path = _folder["pipe"];
        using var made = Process.Start("mkfifo", path);
        made.WaitForExit();
        return path;
    }
}
