using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>An image that a control plane needs, or that was asked for, and what the container runtime says of it.</summary>
public sealed record KubeImage
{
    private const char DigestMark = '@';
    private const char TagMark = ':';

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

    /// <summary>The whole reference.</summary>
    public string Image { get; }

    /// <summary>The runtime's identifier of the image; null when it is not there or the runtime was not asked.</summary>
    public string? Id { get; init; }

    /// <summary>What it takes on the node, in bytes; null when it is not there or the runtime was not asked.</summary>
    public long? Size { get; init; }

    /// <summary>Whether it is on the node; null when the runtime was not asked.</summary>
    public bool? Present { get; init; }

    /// <summary>What a pull did: Create for an image that was missing, Update for one whose tag had moved, Unchanged. Null when none was asked for.</summary>
    public ChangeAction? Action { get; init; }

    /// <summary>How long the pull took, with all its attempts; null when none was asked for.</summary>
    public TimeSpan? Duration { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Image;

    /// <summary>The image with what the runtime knows of it.</summary>
    /// <param name="found">What the runtime has; null when it has none.</param>
    internal KubeImage With(RuntimeImage? found) =>
        found is null ? this with { Present = false } : this with { Present = true, Id = found.Id, Size = found.Size, Digest = DigestIn(found) ?? Digest };

    /// <summary>An image may be known by several repositories, whose digests are the same only where no registry packed it anew.</summary>
    private string? DigestIn(RuntimeImage found)
    {
        var known = found.Digests.Select(digest => Split(digest, DigestMark, 0)).Where(parts => parts.After is not null).ToList();
        return known.Find(parts => parts.Before == Repository).After ?? known.FirstOrDefault().After;
    }

    private static (string Before, string? After) Split(string text, char mark, int start)
    {
        var at = text.IndexOf(mark, start);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }
}
