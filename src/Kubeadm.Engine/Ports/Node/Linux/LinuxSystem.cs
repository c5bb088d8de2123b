using System.Globalization;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>Facts of a Linux machine, read from <c>/proc</c>.</summary>
public sealed class LinuxSystem : INodeSystem
{
    private const string Mounts = "/proc/self/mountinfo";

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
