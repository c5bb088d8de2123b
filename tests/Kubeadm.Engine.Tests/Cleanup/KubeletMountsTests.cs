using Kubeadm.Engine.Cleanup;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Linux;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Cleanup;

public sealed class KubeletMountsTests
{
    private const int Busy = 16;
    private const int InvalidArgument = 22;

    private readonly FakeSystem _system = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1, "MNT_FORCE")]
    [InlineData(15, "MNT_FORCE", "MNT_DETACH", "MNT_EXPIRE", "UMOUNT_NOFOLLOW")]
    [InlineData(2, "MNT_DETACH", "MNT_DETACH")]
    public void Flags_have_the_kernels_numbers(int number, params string[] words) => Assert.Equal(number, KubeletMounts.Number(words));

    [Fact]
    public void The_deepest_goes_first_and_the_folders_own_mount_stays()
    {
        _system.Mounts.AddRange(["/var/lib/kubelet", "/var/lib/kubelet/pods/1", "/var/lib/kubelet/pods/1/volumes/a", "/var/lib/kubelet2", "/var/lib/etcd"]);

        var result = new KubeletMounts(_system).UnmountBelow("/var/lib/kubelet", 2);

        Assert.Equal(["/var/lib/kubelet/pods/1/volumes/a", "/var/lib/kubelet/pods/1"], _system.Unmounted);
        Assert.Equal([2, 2], _system.UnmountFlags);
        Assert.Equal(_system.Unmounted, result.Changes.Select(c => c.Target));
        Assert.All(result.Changes, c => Assert.Equal((ChangeKind.Mount, ChangeAction.Delete), (c.Kind, c.Action)));
        Assert.Empty(result.Failures);
    }

    [Fact]
    public void A_mount_that_went_with_its_peer_is_no_failure_and_one_in_use_does_not_keep_the_others()
    {
        _system.Mounts.AddRange(["/var/lib/kubelet/a", "/var/lib/kubelet/b", "/var/lib/kubelet/c"]);
        _system.UnmountErrors["/var/lib/kubelet/a"] = InvalidArgument;
        _system.UnmountErrors["/var/lib/kubelet/b"] = Busy;

        var result = new KubeletMounts(_system).UnmountBelow("/var/lib/kubelet", 0);

        Assert.Equal(["/var/lib/kubelet/b"], result.Failures.Select(f => f.Target));
        Assert.Equal(["/var/lib/kubelet/c"], result.Changes.Select(c => c.Target));
    }

    [SkippableFact]
    public async Task Real_mounts_in_one_another_are_unmounted()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs root on Linux");
        using var folder = new TemporaryFolder();
        var (outer, inner) = (folder["pods/with space"], folder["pods/with space/inner"]);
        await MountAsync(outer);
        await MountAsync(inner);
        var system = new LinuxSystem();
        Assert.Equal([inner, outer], system.MountsBelow(folder.Path));

        var result = new KubeletMounts(system).UnmountBelow(folder.Path, KubeletMounts.Number(["UMOUNT_NOFOLLOW"]));

        Assert.Equal([inner, outer], result.Changes.Select(c => c.Target));
        Assert.Empty(system.MountsBelow(folder.Path));
    }

    [SkippableFact]
    public async Task A_mount_whose_name_is_not_UTF8_is_unmounted()
    {
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(folder["data"]).FullName;
        using var mount = await BindMount.MakeAsync(data, folder["kubelet/pods"]);
        var system = new LinuxSystem();
        Assert.Equal([mount.Point], system.MountsBelow(folder["kubelet"]));

        var result = new KubeletMounts(system).UnmountBelow(folder["kubelet"], 0);

        Assert.Empty(result.Failures);
        Assert.Equal([mount.Point], result.Changes.Select(c => c.Target));
        Assert.Empty(system.MountsBelow(folder["kubelet"]));
    }

    private static async Task MountAsync(string path)
    {
        Directory.CreateDirectory(path);
        var mount = await new LocalProcessRunner().RunAsync("mount", ["-t", "tmpfs", "tmpfs", path], CancellationToken.None);
        Skip.If(mount.ExitCode != 0, "nothing may be mounted here: " + mount.Error);
    }
}
