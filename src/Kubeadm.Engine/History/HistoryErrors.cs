namespace Kubeadm.Engine.History;

/// <summary>The errors of reading records of runs.</summary>
internal static class HistoryErrors
{
    /// <summary>A file is not a record that this release can read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="cause">What the reader said, if it said something.</param>
    public static KubeadmException InvalidRecord(string path, string reason, Exception? cause = null) => new(
        "InvalidRunRecord", $"{path} is not the record of a run: {reason}", cause)
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = path,
        Remedy = "Remove the file, or read it with the release that wrote it.",
    };

    /// <summary>A record cannot be read at all.</summary>
    public static KubeadmException Unreadable(string path, Exception cause) => new("UnreadableRunRecord", $"{path} cannot be read: {cause.Message}", cause)
    {
        Kind = KubeadmErrorKind.OperationFailed,
        Target = path,
    };
}
