namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>What a container runtime knows of an image.</summary>
internal static class RuntimeImageFacts
{
    private const char DigestMark = '@';

    /// <summary>The image with what the runtime knows of it.</summary>
    /// <param name="image">The image as it was asked for.</param>
    /// <param name="found">What the runtime has; null when it has none.</param>
    public static KubeImage With(this KubeImage image, RuntimeImage? found) => found is null
        ? image with { Present = false }
        : image with { Present = true, Id = found.Id, Size = found.Size, Digest = DigestIn(found, image.Repository) ?? image.Digest };

    /// <summary>An image may be known by several repositories, whose digests are the same only where no registry packed it anew.</summary>
    private static string? DigestIn(RuntimeImage found, string repository)
    {
        var known = found.Digests.Select(digest => digest.Split(DigestMark, 2)).Where(parts => parts.Length > 1).ToList();
        return (known.Find(parts => parts[0] == repository) ?? known.FirstOrDefault())?[1];
    }
}
