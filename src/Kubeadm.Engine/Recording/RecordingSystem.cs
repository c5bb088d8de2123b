using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Recording;

/// <summary>Facts of a system whose mounts stay as they are: what would be unmounted is recorded and then no longer listed.</summary>
public sealed class RecordingSystem(INodeSystem inner) : INodeSystem
{
    private readonly List<string> _unmounted = [];

    /// <summary>The mount points that would have been unmounted, in order.</summary>
    public IReadOnlyList<string> Unmounted => _unmounted;

    /// <inheritdoc/>
    public bool IsWindows => inner.IsWindows;

    /// <inheritdoc/>
    public bool IsPrivileged => inner.IsPrivileged;

    /// <inheritdoc/>
    public int ProcessorCount => inner.ProcessorCount;

    /// <inheritdoc/>
    public long TotalMemory => inner.TotalMemory;

    /// <inheritdoc/>
    public string Architecture => inner.Architecture;

    /// <inheritdoc/>
    public string KernelRelease => inner.KernelRelease;

    /// <inheritdoc/>
    public bool IsSwapOn => inner.IsSwapOn;

    /// <inheritdoc/>
    public IReadOnlyList<string> MountsBelow(string path) => [.. inner.MountsBelow(path).Except(_unmounted)];

    /// <inheritdoc/>
    public void Unmount(string mountPoint, int flags) => _unmounted.Add(mountPoint);

    /// <inheritdoc/>
    public string UserName => inner.UserName;

    /// <inheritdoc/>
    public int ProcessId => inner.ProcessId;

    /// <inheritdoc/>
    public string? IdentityOf(int processId) => inner.IdentityOf(processId);

    /// <inheritdoc/>
    public string? GetEnvironmentVariable(string name) => inner.GetEnvironmentVariable(name);

    /// <inheritdoc/>
    public IReadOnlyList<string> EnvironmentVariableNames => inner.EnvironmentVariableNames;
}
