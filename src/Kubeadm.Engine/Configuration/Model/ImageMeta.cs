using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>Where an image comes from, when not from the default.</summary>
public abstract class ImageMeta
{
    /// <summary>Registry and path, or empty.</summary>
    [ApiField("imageRepository")]
    public string ImageRepository { get; set; } = "";

    /// <summary>The tag, or empty.</summary>
    [ApiField("imageTag")]
    public string ImageTag { get; set; } = "";
}
