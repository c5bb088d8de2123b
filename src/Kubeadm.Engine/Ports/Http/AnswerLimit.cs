namespace Kubeadm.Engine.Ports.Http;

/// <summary>How long and how large an answer may be.</summary>
/// <param name="Time">From the start of the request to the last byte of the body.</param>
/// <param name="Bytes">The size of the body, after its decompression if there is one.</param>
internal sealed record AnswerLimit(TimeSpan Time, int Bytes)
{
    /// <summary>A line or some more on health: a hundred checks of an API server's <c>livez?verbose</c> have 4 KiB.</summary>
    public const int HealthBytes = 64 << 10;

    /// <summary>
    /// One object of a cluster, or a document about its API. etcd takes 1.5 MiB at most; JSON, which escapes some characters by
    /// six, may make more of that.
    /// </summary>
    public const int ObjectBytes = 8 << 20;

    /// <summary>
    /// A list of objects. kubeadm's are of some Secrets and Pods; one that grows with the cluster, as that of Nodes with 15 KiB
    /// each, is to be read in pages.
    /// </summary>
    public const int ListBytes = 32 << 20;

    /// <summary>A kubeconfig; as etcd would take it.</summary>
    public const int KubeconfigBytes = 1 << 20;

    /// <summary>A version, which has some ten bytes, or a short JSON document of versions.</summary>
    public const int VersionBytes = 1 << 10;

    /// <summary>Checks the whole body of a success and returns the one to use, or throws; null accepts any.</summary>
    public Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? Check { get; init; }
}
