using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Node.Local;

/// <summary>What is said where a file cannot be written, on real file systems that are full, read-only or closed.</summary>
public sealed class FileErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalFileSystem _files = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_told_and_left_alone()
    {
        Directory.CreateDirectory(_folder["f"]);

        AssertTold(_folder["f"], "FileSystemFailed", KubeadmErrorKind.AlreadyExists, "it is a folder");

        Assert.Equal(["f"], _files.List(_folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_told_and_not_made()
    {
        AssertTold(_folder["a/f"], "FileSystemFailed", KubeadmErrorKind.NotFound, "its folder is not there");

        Assert.Empty(_files.List(_folder.Path));
    }

    [SkippableFact]
    public void A_folder_without_rights_is_told()
    {
        Skip.If(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "root may write everywhere");
        _files.CreateDirectory(_folder["closed"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        AssertTold(_folder["closed/f"], "AccessDenied", KubeadmErrorKind.PermissionDenied, "access is denied");
    }

    [SkippableFact]
    public void A_file_system_that_refuses_new_files_is_told()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has /proc");

        AssertTold("/proc/f", "FileSystemFailed", KubeadmErrorKind.OperationFailed, "its file system takes no new file there");
    }

    [Fact]
    public void A_name_that_is_too_long_is_told()
    {
        var path = _folder[new string('n', 250)];

        AssertTold(path, "FileSystemFailed", KubeadmErrorKind.OperationFailed, "its path is too long");
    }

    [SkippableFact]
    public async Task A_full_disk_is_told_and_the_old_content_stays()
    {
        await using var disk = await SmallDisk.MountAsync(_folder["disk"]);
        _files.WriteAllBytes(disk["f"], "old"u8, NodeFileModes.PrivateFile);

        var error = Assert.Throws<KubeadmException>(() => _files.WriteAllBytes(disk["f"], new byte[SmallDisk.Bytes + 1], NodeFileModes.PrivateFile));

        AssertTold(error, disk["f"], "FileSystemFailed", KubeadmErrorKind.OperationFailed, "no space is left on the disk");
        Assert.Equal("old"u8.ToArray(), _files.ReadAllBytes(disk["f"]));
        Assert.Equal(["f"], _files.List(disk.Path));
    }

    [SkippableFact]
    public async Task A_read_only_disk_is_told_for_files_and_folders()
    {
        await using var disk = await SmallDisk.MountAsync(_folder["disk"]);
        await disk.MakeReadOnlyAsync();

        AssertTold(disk["f"], "FileSystemFailed", KubeadmErrorKind.OperationFailed, "the file system is read-only");
        var error = Assert.Throws<KubeadmException>(() => _files.CreateDirectory(disk["d"], NodeFileModes.PublicDirectory));
        AssertTold(error, disk["d"], "FileSystemFailed", KubeadmErrorKind.OperationFailed, "the file system is read-only");
    }

    [Theory]
    [InlineData(28, "no space is left on the disk")]
    [InlineData(122, "the disk quota is used up")]
    [InlineData(unchecked((int)0x80070013), "the file system is read-only")]
    [InlineData(unchecked((int)0x80070070), "no space is left on the disk")]
    [InlineData(5, "Input/output error")]
    public void The_systems_numbers_are_told_in_words_without_the_temporary_file(int number, string expected)
    {
        var error = FileErrors.CannotWrite("/etc/kubernetes/admin.conf", new IOException("Input/output error : '/etc/kubernetes/.admin.conf.0123456789ab.tmp'", number));

        AssertTold(error, "/etc/kubernetes/admin.conf", "FileSystemFailed", KubeadmErrorKind.OperationFailed, expected);
    }

    private void AssertTold(string path, string id, KubeadmErrorKind kind, string cause) =>
        AssertTold(Assert.Throws<KubeadmException>(() => _files.WriteAllBytes(path, "x"u8, NodeFileModes.PrivateFile)), path, id, kind, cause);

    private static void AssertTold(KubeadmException error, string path, string id, KubeadmErrorKind kind, string cause)
    {
        Assert.Equal((id, kind, path, $"{path} cannot be written: {cause}"), (error.ErrorId, error.Kind, error.Target, error.Message));
        Assert.False(string.IsNullOrEmpty(error.Remedy));
    }
}
