namespace Kubeadm;

/// <summary>An image that a control plane needs, or that was asked for, and what the container runtime says of it.</summary>
public sealed record KubeImage
{
    private const char DigestMark = '@';
    private const char TagMark = ':';
    private const int ShortDigestLength = 19;

    /// <summary>Parses a reference (https://github.com/distribution/reference): registry and repository, then tag, digest or both.</summary>
    /// <param name="image">The reference.</param>
    public KubeImage(string image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Image = image;
        var (named, digest) = Split(image, DigestMark, 0);
        var (repository, tag) = Split(named, TagMark, named.LastIndexOf('/') + 1);
        Repository = repository;
        Tag = tag ?? "";
        Digest = digest;
        Component = repository[(repository.LastIndexOf('/') + 1)..];
    }

    /// <summary>The component that runs from it, for example <c>kube-apiserver</c>.</summary>
    public string Component { get; }

    /// <summary>Registry and repository.</summary>
    public string Repository { get; }

    /// <summary>The tag; empty where the reference has none.</summary>
    public string Tag { get; }

    /// <summary>The digest of the image's manifest (<c>sha256:…</c>), which the runtime tells of an image that is there; else the reference's own, or null.</summary>
    public string? Digest { get; init; }

    /// <summary>The first twelve digits of <see cref="Digest"/>, for people; null where there is none.</summary>
    public string? ShortDigest => Digest is { Length: > ShortDigestLength } digest ? digest[..ShortDigestLength] : Digest;

    /// <summary>The whole reference.</summary>
    public string Image { get; }

    /// <summary>The runtime's identifier of the image; null when it is not there or the runtime was not asked.</summary>
    public string? Id { get; init; }

    /// <summary>What it takes on the node, in bytes; null when it is not there or the runtime was not asked.</summary>
    public long? Size { get; init; }

    /// <summary>Whether it is on the node; null when the runtime was not asked.</summary>
    public bool? Present { get; init; }

    /// <summary>What a pull did, a word of <see cref="ChangeAction"/>: Create for an image that was missing, Update for one whose tag had moved, Unchanged. Null when none was asked for.</summary>
    public string? Action { get; init; }

    /// <summary>How long the pull took, with all its attempts; null when none was asked for.</summary>
    public TimeSpan? Duration { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Image;

    private static (string Before, string? After) Split(string text, char mark, int start)
    {
        var at = text.IndexOf(mark, start);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }
}
