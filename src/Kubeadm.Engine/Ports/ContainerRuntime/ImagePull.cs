namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>How images are pulled.</summary>
public sealed record ImagePullOptions
{
    /// <summary>Pull every image, also those that are there: their tags may have moved.</summary>
    public const string Always = "Always";

    /// <summary>Pull the images that are missing.</summary>
    public const string IfNotPresent = "IfNotPresent";

    /// <summary>Pull nothing.</summary>
    public const string Never = "Never";

    /// <summary><see cref="Always"/> or <see cref="IfNotPresent"/>.</summary>
    public required string Policy { get; init; }

    /// <summary>How many images are pulled at the same time, at least 1.</summary>
    public required int AtOnce { get; init; }

    /// <summary>Whether no further pull is begun once one has failed.</summary>
    public bool StopAtFailure { get; init; }
}

/// <summary>What became of one image.</summary>
/// <param name="Image">The image, with what the runtime knows of it.</param>
/// <param name="Change">What the pull changed; null when it failed.</param>
/// <param name="Error">
/// <c>ImagePullFailed</c>, with the image as its target; <c>ContainerRuntimeUnreachable</c> when the runtime went away. Null when it is there.
/// </param>
public sealed record ImagePull(KubeImage Image, Change? Change, KubeadmException? Error);
