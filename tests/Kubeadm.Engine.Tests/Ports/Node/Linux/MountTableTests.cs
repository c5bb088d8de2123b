using System.Text;
using Kubeadm.Engine.Ports.Node.Linux;

namespace Kubeadm.Engine.Tests.Ports.Node.Linux;

public sealed class MountTableTests
{
    [Fact]
    public void Mounts_are_listed_deepest_first_and_only_below_the_path()
    {
        var table =
            "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:5 / /var/lib/kubelet rw - tmpfs tmpfs rw\n"u8
            + "3 2 0:6 / /var/lib/kubelet/pods/a\\040b rw - tmpfs tmpfs rw\n4 1 0:7 / /var/lib/kubelet2 rw - tmpfs tmpfs rw\n"u8;

        Assert.Equal(["/var/lib/kubelet/pods/a b", "/var/lib/kubelet"], MountTable.Below(table, "/var/lib/kubelet"));
    }

    [Theory]
    [InlineData(@"a\040b\011c\012d\134e", "a b\tc\nd\\e")]
    [InlineData(@"\134040", @"\040")]
    [InlineData(@"\303\244", "ä")]
    [InlineData(@"a\0", @"a\0")]
    [InlineData(@"\089\777", @"\089\777")]
    [InlineData("päö", "päö")]
    public void Octal_escapes_stand_for_bytes(string written, string name) =>
        Assert.Equal(["/m/" + name], MountTable.Below(Encoding.UTF8.GetBytes($"1 0 8:1 / /m/{written} rw - ext4 /dev/sda1 rw\n"), "/m"));

    [Fact]
    public void A_name_that_is_not_UTF8_is_that_by_which_the_folder_is_listed()
    {
        byte[] name = [0xff, (byte)'m', 0xc3, 0x28];
        byte[] table = [.. "1 0 8:1 / /m/"u8, .. name, .. " rw - ext4 /dev/sda1 rw\n"u8];

        var point = Assert.Single(MountTable.Below(table, "/m"));

        Assert.Equal("/m/" + RawName.Decode(name), point);
        Assert.Equal([.. "/m/"u8, .. name, 0], RawName.Encode(point));
    }
}
