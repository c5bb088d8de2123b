namespace Kubeadm.Engine.Ports.Node;

/// <summary>The errors of files and folders, in words that name them and what can be done.</summary>
public static class FileErrors
{
    /// <summary>The identifier where rights are missing.</summary>
    public const string AccessDenied = "AccessDenied";

    /// <summary>The identifier of all others.</summary>
    public const string FileSystemFailed = "FileSystemFailed";

    /// <summary>The identifier of a file or folder that is not there.</summary>
    public const string FileNotFound = "FileNotFound";

    private const string RunAgain = "then run the same command again: what is done is kept.";

    // Linux has its own numbers (errno) in HResult, Windows its error codes with the facility of Win32 before them.
    private const int LinuxNoSpace = 28;
    private const int LinuxReadOnly = 30;
    private const int LinuxQuota = 122;
    private const int WindowsReadOnly = unchecked((int)0x80070013);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsNoSpace = unchecked((int)0x80070070);

    /// <summary>Whether an error is one of the system's about files.</summary>
    public static bool IsFileError(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>What the system said of a file that is there no more, or was read without the right to: its words name the file.</summary>
    public static KubeadmException Of(Exception cause) => cause switch
    {
        FileNotFoundException or DirectoryNotFoundException => new KubeadmException(FileNotFound, cause.Message, cause)
        {
            Kind = KubeadmErrorKind.NotFound,
            Target = (cause as FileNotFoundException)?.FileName,
            Remedy = "Check the path, or make what is missing.",
        },
        UnauthorizedAccessException => new KubeadmException(AccessDenied, cause.Message, cause)
        {
            Kind = KubeadmErrorKind.PermissionDenied,
            Remedy = "Run this as root, or give the account that runs it the rights.",
        },
        _ => new KubeadmException(FileSystemFailed, cause.Message, cause),
    };

    /// <summary>The error of a file that cannot be written, or a folder that cannot be made.</summary>
    /// <param name="path">The file or folder, never a temporary one beside it.</param>
    /// <param name="cause">What the system said.</param>
    public static KubeadmException CannotWrite(string path, Exception cause)
    {
        var denied = cause is UnauthorizedAccessException;
        var (reason, remedy) = Explain(cause);
        return new KubeadmException(denied ? AccessDenied : FileSystemFailed, $"{path} cannot be written: {reason}", cause)
        {
            Kind = denied ? KubeadmErrorKind.PermissionDenied : cause is DirectoryNotFoundException ? KubeadmErrorKind.NotFound : KubeadmErrorKind.OperationFailed,
            Target = path,
            Remedy = remedy,
        };
    }

    /// <summary>The error of a file whose path is a folder's.</summary>
    public static KubeadmException IsFolder(string path) => new(FileSystemFailed, $"{path} cannot be written: it is a folder")
    {
        Kind = KubeadmErrorKind.AlreadyExists,
        Target = path,
        Remedy = $"Move the folder away, {RunAgain}",
    };

    /// <summary>The error of a relative path in a process whose current folder was removed.</summary>
    public static KubeadmException FolderGone(string path) => new("CurrentFolderGone", $"{path} cannot be resolved: the current folder is gone")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = path,
        Remedy = "Change to a folder that exists, or give absolute paths.",
    };

    private static (string Reason, string Remedy) Explain(Exception cause) => cause switch
    {
        UnauthorizedAccessException => ("access is denied", $"Give the account that runs this the right to write there, or run it as root, {RunAgain}"),
        DirectoryNotFoundException => ("its folder is not there", $"Make the folder, {RunAgain}"),
        FileNotFoundException => ("its file system takes no new file there", $"Choose another folder, {RunAgain}"),
        PathTooLongException => ("its path is too long", $"Choose another folder, {RunAgain}"),
        { HResult: LinuxNoSpace or WindowsNoSpace or WindowsHandleDiskFull } => ("no space is left on the disk", $"Free some space on the disk, {RunAgain}"),
        { HResult: LinuxQuota } => ("the disk quota is used up", $"Free some space or raise the quota, {RunAgain}"),
        { HResult: LinuxReadOnly or WindowsReadOnly } => ("the file system is read-only", $"Make the file system writable or choose another folder, {RunAgain}"),
        _ => (WithoutPath(cause.Message), $"Mend the cause, {RunAgain}"),
    };

    /// <summary>.NET puts the path after the system's words, and it may be that of the temporary file.</summary>
    private static string WithoutPath(string message) => message.Split(" : '", 2)[0].TrimEnd('.');
}
