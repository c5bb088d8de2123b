namespace Kubeadm.Engine.Ports.Node;

/// <summary>The errors of the folder in which records of runs are kept.</summary>
internal static class RunStoreErrors
{
    /// <summary>The folder is not one that nobody else can put something into.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="reason">What is wrong with it.</param>
    public static KubeadmException NotTrusted(string folder, string reason) => new(
        "HistoryNotTrusted", $"{folder} {reason}: no record of this run is written into it")
    {
        Kind = KubeadmErrorKind.PermissionDenied,
        Target = folder,
        Remedy = "Look at who made it, then remove it: the next run makes it anew, for root alone.",
    };

    /// <summary>The folder may be read by another account only.</summary>
    public static KubeadmException NotReadable(string folder, Exception cause) => new(
        FileErrors.AccessDenied, $"{folder} cannot be read: access is denied", cause)
    {
        Kind = KubeadmErrorKind.PermissionDenied,
        Target = folder,
        Remedy = "Run this as root.",
    };

    /// <summary>A record is a link or something else that no run wrote.</summary>
    public static KubeadmException NotARecord(string path) => new("NotARunRecord", $"{path} is not a regular file, so no run wrote it")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = path,
        Remedy = "Look at who made it, then remove it.",
    };
}
