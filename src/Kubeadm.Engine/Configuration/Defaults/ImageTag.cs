namespace Kubeadm.Engine.Configuration.Defaults;

/// <summary>The tags of image references (https://pkg.go.dev/github.com/distribution/reference).</summary>
public static class ImageTag
{
    /// <summary>The tag of a reference, without a digest that follows it; empty when it has none.</summary>
    public static string Of(string image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var name = image[(image.LastIndexOf('/') + 1)..].Split('@')[0];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : name[(colon + 1)..];
    }
}
