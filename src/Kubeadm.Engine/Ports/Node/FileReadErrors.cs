using System.Globalization;

namespace Kubeadm.Engine.Ports.Node;

/// <summary>The errors of reading what is no file of reasonable size.</summary>
public static class FileReadErrors
{
    /// <summary>The error of a file with more bytes than are read.</summary>
    public static KubeadmException TooLarge(string path, int limit) => new(
        "FileTooLarge", string.Create(CultureInfo.InvariantCulture, $"{path} has more than {limit} bytes, which no file of its kind has"))
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = path,
        Remedy = "Check the path: it may name another file, or a device that never ends.",
    };

    /// <summary>The error of a folder, socket or the like in the place of a file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="what">What it is, with its article.</param>
    public static KubeadmException NotAFile(string path, string what) => new("NotAFile", $"{path} cannot be read: it is {what}, not a file")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = path,
        Remedy = "Give the path of a file.",
    };

    /// <summary>The error of a pipe that did not give its content in time.</summary>
    public static KubeadmException NotInTime(string path, TimeSpan waited) => new(
        "FileReadTimedOut", string.Create(CultureInfo.InvariantCulture, $"{path} is a pipe or a terminal, and its content did not come to its end within {waited.TotalSeconds:0} s"))
    {
        Kind = KubeadmErrorKind.Timeout,
        Target = path,
        Remedy = "Check that the program at its other end runs and closes it.",
    };
}
