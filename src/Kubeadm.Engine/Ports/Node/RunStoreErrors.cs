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

    /// <summary>Something else stands where the records are to be looked for.</summary>
    public static KubeadmException NotAFolder(string path) => new("HistoryNotReadable", $"{path} is not a folder: no records of runs are read there")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = path,
        Remedy = "Look at who made it, then remove it: the next run makes a folder, for root alone.",
    };

    /// <summary>The environment names a folder that depends on where one stands.</summary>
    public static KubeadmException NotAbsolute(string variable, string value) => new("RelativeStateFolder", $"{variable} is \"{value}\", which is not an absolute path")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = value,
        Remedy = $"Set {variable} to an absolute path, or unset it.",
    };

    /// <summary>A record is a link or something else that no run wrote.</summary>
    public static KubeadmException NotARecord(string path) => new("NotARunRecord", $"{path} is not a regular file, so no run wrote it")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = path,
        Remedy = "Look at who made it, then remove it.",
    };
}
