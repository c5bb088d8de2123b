using Kubeadm.Engine.ContainerRuntime;
using Kubeadm.Engine.Workflows;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Pulls the control plane's images. The one check that changes something.</summary>
/// <param name="runtime">The container runtime.</param>
/// <param name="images">The images, in their order.</param>
/// <param name="pauseImage">The image that sandboxes should be made of.</param>
/// <param name="policy"><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>.</param>
/// <param name="serial">Whether one image is pulled after the other.</param>
/// <param name="progress">Hears how far it is; may be null.</param>
public sealed class ImagePullCheck(
    IContainerRuntime runtime, IReadOnlyList<string> images, string pauseImage, string policy, bool serial, IProgress<ProgressReport>? progress = null)
    : NodeCheck("ImagePull", "See that the node reaches the image repository, or set imageRepository to one that it reaches.")
{
    /// <summary>What was pulled or found, when the check has run.</summary>
    public IReadOnlyList<Change> Changes { get; private set; } = [];

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (policy != "Never" && await SandboxImageAsync(cancellationToken) is { } used && used != pauseImage)
        {
            findings.Warn($"the container runtime makes sandboxes of {used}; {pauseImage} is recommended");
        }

        Changes = await new ImagePuller(runtime).PullAsync(images, policy, serial, progress, cancellationToken);
    }

    // A runtime that does not tell its sandbox image is no reason to stop: the pull says what is wrong.
    private async Task<string?> SandboxImageAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await runtime.GetSandboxImageAsync(cancellationToken);
        }
        catch (KubeadmException)
        {
            return null;
        }
    }
}
