using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Pulls the control plane's images. The one check that changes something.</summary>
/// <param name="runtime">The container runtime.</param>
/// <param name="images">The images, in their order.</param>
/// <param name="pauseImage">The image that sandboxes should be made of.</param>
/// <param name="policy"><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>.</param>
/// <param name="serial">Whether one image is pulled after the other.</param>
/// <param name="progress">Receives progress; may be null.</param>
public sealed class ImagePullCheck(
    IContainerRuntime runtime, IReadOnlyList<string> images, string pauseImage, string policy, bool serial, IProgress<ProgressReport>? progress = null)
    : NodeCheck(CheckName, ImagePullErrors.ReachRegistry)
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "ImagePull";

    private readonly List<Change> _changes = [];

    /// <summary>What was pulled or found, when the check has run; nothing where the policy is <c>Never</c>.</summary>
    public IReadOnlyList<Change> Changes => _changes;

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        switch (policy)
        {
            case ImagePullOptions.Never:
                return;
            case ImagePullOptions.Always or ImagePullOptions.IfNotPresent:
                break;
            default:
                findings.Fail($"nodeRegistration.imagePullPolicy: \"{policy}\" is not a pull policy; it can be Always, IfNotPresent or Never");
                return;
        }

        if (await SandboxImageAsync(cancellationToken) is { } used && used != pauseImage)
        {
            findings.Warn($"the container runtime makes sandboxes of {used}; {pauseImage} is recommended");
        }

        var options = new ImagePullOptions { Policy = policy, AtOnce = serial ? 1 : Math.Max(1, images.Count) };
        await foreach (var pull in new ImagePuller(runtime).PullEachAsync(images, options, progress, cancellationToken))
        {
            if (pull.Change is { } change)
            {
                _changes.Add(change);
            }
            else
            {
                findings.Fail(pull.Error!.Message);
            }
        }
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
