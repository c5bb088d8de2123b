using Kubeadm.Engine.Ports.Node.Windows;

namespace Kubeadm.Engine.Tests.Ports.Node.Windows;

/// <summary>Where kubeadm's paths are on Windows.</summary>
public sealed class WindowsPathTests
{
    [Theory]
    [InlineData("/etc/kubernetes/kubelet.conf", @"C:\etc\kubernetes\kubelet.conf")]
    [InlineData(@"\var\lib\kubelet\pki\kubelet-client-current.pem", @"C:\var\lib\kubelet\pki\kubelet-client-current.pem")]
    [InlineData(@"D:\k\config.yaml", @"D:\k\config.yaml")]
    [InlineData(@"\\server\share\file", @"\\server\share\file")]
    [InlineData(@"\\.\pipe\containerd-containerd", @"\\.\pipe\containerd-containerd")]
    [InlineData("relative/file", "relative/file")]
    [InlineData("", "")]
    public void A_path_without_a_drive_is_on_the_systems(string path, string expected) => Assert.Equal(expected, WindowsPath.OnDrive(path, "C:"));

    [Theory]
    [InlineData(null, "C:")]
    [InlineData("", "C:")]
    [InlineData("E:", "E:")]
    public void The_environment_names_the_drive(string? variable, string expected) => Assert.Equal(expected, WindowsPath.DriveOf(variable));
}
