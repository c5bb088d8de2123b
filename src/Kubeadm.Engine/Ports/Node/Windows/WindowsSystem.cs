using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Kubeadm.Engine.Ports.Node.Windows;

/// <summary>Facts of a Windows machine. It has no swap, mounts or kernel settings that a kubelet minds.</summary>
public sealed class WindowsSystem : INodeSystem
{
    /// <inheritdoc/>
    public bool IsWindows => true;

    /// <inheritdoc/>
    public bool IsPrivileged => Environment.IsPrivilegedProcess;

    /// <inheritdoc/>
    public int ProcessorCount => Environment.ProcessorCount;

    /// <inheritdoc/>
    public long TotalMemory => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <inheritdoc/>
    public string Architecture => GoArchitecture.Current;

    /// <inheritdoc/>
    public string KernelRelease => Environment.OSVersion.Version.ToString(3);

    /// <inheritdoc/>
    public bool IsSwapOn => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> MountsBelow(string path) => [];

    /// <inheritdoc/>
    public void Unmount(string mountPoint, int flags)
    {
    }

    /// <inheritdoc/>
    public string UserName => Environment.UserName;

    /// <inheritdoc/>
    public int ProcessId => Environment.ProcessId;

    /// <inheritdoc/>
    public string? IdentityOf(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public string? GetEnvironmentVariable(string name) => Environment.GetEnvironmentVariable(name);

    /// <inheritdoc/>
    public IReadOnlyList<string> EnvironmentVariableNames => [.. Environment.GetEnvironmentVariables().Keys.Cast<string>()];
}
