using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Linux;
using Kubeadm.Engine.Ports.Node.Local;

namespace Kubeadm.Engine.Tests.Cleanup;

/// <summary>A folder mounted at another for one test. Skips the test where mounting is not allowed.</summary>
internal sealed class BindMount : IDisposable
{
    /// <summary>A name that is not UTF-8, as printf(1) writes it.</summary>
    public const string OddName = @"\377m\303\050";

    private readonly string _root;

    private BindMount(string root, string point)
    {
        _root = root;
        Point = point;
    }

    /// <summary>Where it is mounted.</summary>
    public string Point { get; }

    /// <summary>Mounts a folder.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="parent">The folder in which the mount point is made.</param>
    /// <param name="name">The mount point's name, as printf(1) writes it: .NET gives programs no arguments that are not UTF-8.</param>
    public static async Task<BindMount> MakeAsync(string source, string parent, string name = OddName)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs root on Linux");
        var root = Path.GetDirectoryName(source)!;
        const string script = """point="$2/$(printf "$3")" && mkdir -p "$point" && mount --bind "$1" "$point" """;
        var mount = await new LocalProcessRunner().RunAsync("sh", ["-c", script, "sh", source, parent, name], CancellationToken.None);
        Skip.If(mount.ExitCode != 0, "nothing may be mounted here: " + mount.Error);
        return new BindMount(root, parent + "/" + new LocalFileSystem().List(parent)[^1]);
    }

    public void Dispose()
    {
        const int detach = 2;
        var system = new LinuxSystem();
        foreach (var point in system.MountsBelow(_root))
        {
            system.Unmount(point, detach);
        }

        new LocalFileSystem().DeleteDirectory(_root, CancellationToken.None);
    }
}
