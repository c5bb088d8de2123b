using System.Management.Automation;
using Kubeadm.Engine.Operations.Images;
using Kubeadm.Engine.Ports.ContainerRuntime;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Pulls the images that a control plane needs, as <c>kubeadm config images pull</c> does, or single ones.</summary>
[Cmdlet(VerbsLifecycle.Request, "KubeImage", SupportsShouldProcess = true, DefaultParameterSetName = ParameterWays.Any)]
[OutputType(typeof(KubeImage))]
public sealed class RequestKubeImageCommand : ImageCommand
{
    /// <summary>Which images are pulled: those that are missing, or every one, as kubeadm does.</summary>
    [Parameter]
    [ValidateSet(ImagePullOptions.IfNotPresent, ImagePullOptions.Always)]
    public string Policy { get; set; } = ImagePullOptions.IfNotPresent;

    /// <summary>How many images are pulled at the same time.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int ThrottleLimit { get; set; } = 5;

    private protected override bool NeedsRuntime => true;

    private protected override void Process(IReadOnlyList<string> images, string? socket)
    {
        var present = PresentOnes(images, socket);
        var wanted = images.Where(image => present.Contains(image) ? !IsWhatIf : ShouldProcess(image, "Pull")).ToList();
        var options = new ImagePullOptions { Policy = Policy, AtOnce = ThrottleLimit, StopAtFailure = StopsAtError };
        if (wanted.Count > 0)
        {
            StreamEngine((engine, token) => new NodeImages(engine.Ports, engine.Observer).PullAsync(wanted, socket, options, token), Write);
        }
    }

    /// <summary>The images of which nothing will be pulled, so that nobody is asked about them.</summary>
    private HashSet<string> PresentOnes(IReadOnlyList<string> images, string? socket)
    {
        if (Policy == ImagePullOptions.Always)
        {
            return [];
        }

        try
        {
            var found = TryEngine((engine, token) => new NodeImages(engine.Ports, engine.Observer).FindAsync(images, socket, token));
            return [.. found.Where(image => image.Present == true).Select(image => image.Image)];
        }
        catch (KubeadmException error) when (IsWhatIf)
        {
            WriteWarning($"It cannot be told which images are on this machine already: {error.Message}");
            return [];
        }
        catch (KubeadmException)
        {
            // The pull itself says what is wrong.
            return [];
        }
    }

    private void Write(ImagePull pull)
    {
        if (pull.Error is { } error)
        {
            WriteError(ErrorRecords.ToRecord(error));
        }
        else
        {
            WriteObject(WithStatus(pull.Image));
        }
    }
}
