namespace Kubeadm.Engine.Ports.Node.Windows;

/// <summary>
/// Paths on Windows. kubeadm's are those of Linux, such as <c>/etc/kubernetes</c>: they lie on the system's drive, whichever drive a
/// program was started from, since the kubelet is told of them with that drive.
/// </summary>
internal static class WindowsPath
{
    /// <summary>The variable of the environment that names the system's drive.</summary>
    public const string DriveVariable = "SystemDrive";

    private const string UsualDrive = "C:";

    /// <summary>The system's drive by what <see cref="DriveVariable"/> says, <c>C:</c> where that is nothing.</summary>
    public static string DriveOf(string? variable) => string.IsNullOrEmpty(variable) ? UsualDrive : variable;

    /// <summary>A path that begins at a root without a drive, on a drive and in Windows' form; any other as it is.</summary>
    /// <param name="path">The path.</param>
    /// <param name="drive">The drive: <c>C:</c>.</param>
    public static string OnDrive(string path, string drive) =>
        path.Length > 0 && IsSeparator(path[0]) && !(path.Length > 1 && IsSeparator(path[1])) ? drive + path.Replace('/', '\\') : path;

    private static bool IsSeparator(char letter) => letter is '/' or '\\';
}
