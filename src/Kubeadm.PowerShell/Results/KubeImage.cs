namespace Kubeadm.PowerShell.Results;

/// <summary>An image that a control plane needs.</summary>
public sealed class KubeImage
{
    /// <summary>Takes a reference apart.</summary>
    /// <param name="image">Registry, repository and tag or digest.</param>
    public KubeImage(string image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Image = image;
        var name = image.LastIndexOf('/') + 1;
        var mark = image.IndexOf('@', StringComparison.Ordinal);
        mark = mark >= 0 ? mark : image.IndexOf(':', name);
        Repository = mark < 0 ? image : image[..mark];
        Tag = mark < 0 ? "" : image[(mark + 1)..];
        Component = Repository[name..];
    }

    /// <summary>The component that runs from it, for example <c>kube-apiserver</c>.</summary>
    public string Component { get; }

    /// <summary>Registry and repository.</summary>
    public string Repository { get; }

    /// <summary>The tag, or the digest.</summary>
    public string Tag { get; }

    /// <summary>The whole reference.</summary>
    public string Image { get; }

    /// <summary>Whether it was brought to the node; null when it was only listed.</summary>
    public bool? Pulled { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Image;
}
