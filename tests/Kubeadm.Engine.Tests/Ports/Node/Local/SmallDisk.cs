using System.Globalization;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Linux;
using Kubeadm.Engine.Ports.Node.Local;

namespace Kubeadm.Engine.Tests.Ports.Node.Local;

/// <summary>A real file system of a few pages, mounted for one test. Skips the test where mounting is not allowed.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    /// <summary>How much fits.</summary>
    public const int Bytes = 64 * 1024;

    private static readonly LocalProcessRunner Processes = new();

    private SmallDisk(string path) => Path = path;

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>A path on it.</summary>
    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public static async Task<SmallDisk> MountAsync(string path)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can mount");
        Directory.CreateDirectory(path);
        var mount = await Processes.RunAsync("mount", ["-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={Bytes}"), "none", path], default);
        Skip.If(mount.ExitCode != 0, "mounting is not allowed here: " + mount.Error);
        return new SmallDisk(path);
    }

    public async Task MakeReadOnlyAsync()
    {
        var remount = await Processes.RunAsync("mount", ["-o", "remount,ro", Path], default);
        Skip.If(remount.ExitCode != 0, "remounting is not allowed here: " + remount.Error);
    }

    public ValueTask DisposeAsync()
    {
        const int Detach = 2;
        new LinuxSystem().Unmount(Path, Detach);
        return ValueTask.CompletedTask;
    }
}
