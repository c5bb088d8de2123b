namespace Kubeadm.PowerShell.Tests;

/// <summary>
/// A control-plane node of v1.35.6 on this machine: kubeadm-ps runs where a node's /etc and /var/lib are laid over this machine's, which
/// stay as they are, with a /run of its own, where locks are. Its cluster is one of objects on loopback; its nodes are cordoned, so that no
/// Job is made.
/// </summary>
public sealed class ControlPlaneMachine : IDisposable
{
    private static readonly string Cluster = Path.Combine(Places.Repository, "tests/Kubeadm.Testing/Clusters/one-control-plane");

    private readonly TemporaryFolder _folder = new();
    private readonly string _reasonToSkip;

    public ControlPlaneMachine()
    {
        Server.Load(Cluster + ".json");
        foreach (var folder in new[] { "var", "work/etc", "work/var/lib" })
        {
            Directory.CreateDirectory(Path.Combine(_folder.Path, folder));
        }

        var made = HostProcess.Run("Initialize-KubeCluster", "-Config", Cluster + ".yaml", "-DryRunPath", Path.Combine(_folder.Path, "init"), "-IgnorePreflightError", "all");
        Assert.True(made.ExitCode == 0, made.Error);
        Directory.Move(Path.Combine(_folder.Path, "init/root/etc"), Path.Combine(_folder.Path, "etc"));
        Directory.Move(Path.Combine(_folder.Path, "init/root/var/lib"), Path.Combine(_folder.Path, "var/lib"));
        var etcd = ManifestPath("etcd");
        File.WriteAllText(etcd, File.ReadAllText(etcd).Replace("etcd:3.6.8-0", "etcd:3.6.6-0", StringComparison.Ordinal));
        _reasonToSkip = OperatingSystem.IsLinux() ? Enter("", "true").Error : "there are no mount namespaces";
    }

    /// <summary>The cluster's API server.</summary>
    public ObjectServer Server { get; } = new();

    /// <summary>Runs kubeadm-ps there; skips the test where that cannot be.</summary>
    internal HostOutcome Run(params string[] words) => RunWithInput("", words);

    /// <summary>The same, with some input.</summary>
    internal HostOutcome RunWithInput(string input, params string[] words)
    {
        Skip.If(_reasonToSkip.Length > 0, $"No file systems can be mounted here: {_reasonToSkip}");
        return Enter(input, [Places.Host, .. words]);
    }

    /// <summary>What is in a file of the node.</summary>
    public string Read(string path) => File.ReadAllText(_folder.Path + path);

    /// <summary>The folders that are in one of the node's; none where it is not there.</summary>
    public IEnumerable<string> Folders(string path) => Directory.Exists(_folder.Path + path) ? Directory.EnumerateDirectories(_folder.Path + path).Select(folder => Path.GetFileName(folder)) : [];

    public void Dispose()
    {
        Server.Dispose();
        if (!OperatingSystem.IsWindows())
        {
            // What overlays leave here may be closed to all.
            foreach (var folder in Directory.EnumerateDirectories(Path.Combine(_folder.Path, "work"), "work", SearchOption.AllDirectories))
            {
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        _folder.Dispose();
    }

    private string ManifestPath(string component) => Path.Combine(_folder.Path, $"etc/kubernetes/manifests/{component}.yaml");

    private HostOutcome Enter(string input, params string[] words)
    {
        var line = $"for d in etc var/lib; do mount -t overlay overlay -o lowerdir=/$d,upperdir={_folder.Path}/$d,workdir={_folder.Path}/work/$d /$d || exit; done; mkdir -p /var/lib/etcd && mount -t tmpfs tmpfs /var/lib/etcd && mount -t tmpfs tmpfs /run || exit; exec \"$0\" \"$@\"";
        return HostProcess.RunProgram("unshare", input, ["-rm", "sh", "-c", line, .. words]);
    }
}
