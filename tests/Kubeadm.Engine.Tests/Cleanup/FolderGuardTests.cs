using Kubeadm.Engine.Cleanup;
using Kubeadm.Engine.Reporting;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Cleanup;

public sealed class FolderGuardTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("pki")]
    [InlineData("./etc/kubernetes/pki")]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("/etc")]
    [InlineData("/etc/")]
    [InlineData("/etc/kubernetes/..")]
    [InlineData("/etc/kubernetes/pki/../../ssl")]
    [InlineData("/home/someone")]
    [InlineData("/usr/share")]
    [InlineData("/var/lib")]
    [InlineData("/proc/self")]
    [InlineData("/sys/fs/cgroup/kubepods")]
    [InlineData(@"C:\")]
    [InlineData(@"C:\Windows\System32")]
    [InlineData(@"c:\users\someone")]
    public void A_folder_that_the_machine_or_a_person_lives_on_is_refused(string path)
    {
        var error = Assert.Throws<KubeadmException>(() => FolderGuard.Check(new MemoryFileSystem(), path, "certificatesDir"));

        Assert.Equal(("UnsafeDirectory", KubeadmErrorKind.InvalidInput, path), (error.ErrorId, error.Kind, error.Target));
        Assert.Contains("certificatesDir", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
    }

    [Theory]
    [InlineData("/etc/kubernetes/pki")]
    [InlineData("/var/lib/etcd")]
    [InlineData("/var/etcd")]
    [InlineData("/pki")]
    [InlineData("/home/someone/pki")]
    [InlineData("/usr/share/oem/pki")]
    [InlineData(@"C:\etc\kubernetes\pki")]
    public void A_folder_of_its_own_may_be_emptied(string path) => FolderGuard.Check(new MemoryFileSystem(), path, "certificatesDir");

    [Fact]
    public void A_link_is_judged_by_where_it_leads()
    {
        var files = new MemoryFileSystem().AddDirectory("/etc/kubernetes/pki").AddDirectory("/var/lib");
        files.Links["/etc/kubernetes/pki"] = "/var/lib";

        var error = Assert.Throws<KubeadmException>(() => FolderGuard.Check(files, "/etc/kubernetes/pki", "certificatesDir"));

        Assert.Contains("\"/var/lib\"", error.Message, StringComparison.Ordinal);
    }
}
