using System.Globalization;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>Facts of a Linux machine, read from <c>/proc</c>.</summary>
public sealed class LinuxSystem : INodeSystem
{
    private const string Mounts = "/proc/self/mountinfo";

    /// <summary>The place of a process's start behind its name.</summary>
    private const int StartAfterName = 19;

    /// <inheritdoc/>
    public bool IsWindows => false;

    /// <inheritdoc/>
    public bool IsPrivileged => Environment.IsPrivilegedProcess;

    /// <inheritdoc/>
    /// <remarks>The scheduler's affinity mask alone counts: .NET's own number is lowered by cgroup limits, which a kubelet does not see.</remarks>
    public int ProcessorCount =>
        FieldOf("/proc/self/status", "Cpus_allowed_list:") is { Length: > 0 } list ? CountOfRanges(list) : Environment.ProcessorCount;

    /// <inheritdoc/>
    public long TotalMemory =>
        FieldOf("/proc/meminfo", "MemTotal:") is { } text
            ? long.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture) * 1024
            : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <inheritdoc/>
    public string Architecture => GoArchitecture.Current;

    /// <inheritdoc/>
    public string KernelRelease => ReadOrEmpty("/proc/sys/kernel/osrelease").Trim();

    /// <inheritdoc/>
    public bool IsSwapOn => ReadOrEmpty("/proc/swaps").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length > 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> MountsBelow(string path) => MountTable.Below(File.Exists(Mounts) ? File.ReadAllBytes(Mounts) : [], path);

    /// <inheritdoc/>
    public void Unmount(string mountPoint, int flags) => Libc.Unmount(mountPoint, flags);

    /// <inheritdoc/>
    public string UserName => Environment.UserName;

    /// <inheritdoc/>
    public int ProcessId => Environment.ProcessId;

    /// <inheritdoc/>
    /// <remarks>The start of the machine, and the clock ticks from then to the start of the process: field 22 of proc_pid_stat(5), whose second one may hold spaces.</remarks>
    public string? IdentityOf(int processId)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            var ticks = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[StartAfterName];
            return $"{ReadOrEmpty("/proc/sys/kernel/random/boot_id").Trim()}/{ticks}";
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public string? GetEnvironmentVariable(string name) => Environment.GetEnvironmentVariable(name);

    /// <inheritdoc/>
    public IReadOnlyList<string> EnvironmentVariableNames => [.. Environment.GetEnvironmentVariables().Keys.Cast<string>()];

    private static int CountOfRanges(string list) =>
        list.Split(',').Select(range => range.Split('-')).Sum(ends =>
            int.Parse(ends[^1], CultureInfo.InvariantCulture) - int.Parse(ends[0], CultureInfo.InvariantCulture) + 1);

    private static string? FieldOf(string file, string field) =>
        ReadOrEmpty(file).Split('\n').FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal))?[field.Length..].Trim();

    private static string ReadOrEmpty(string file) => File.Exists(file) ? File.ReadAllText(file) : "";
}
