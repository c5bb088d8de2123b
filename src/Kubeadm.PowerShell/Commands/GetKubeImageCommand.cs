using System.Management.Automation;
using Kubeadm.Engine.Operations.Images;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Lists the images that a control plane needs, as <c>kubeadm config images list</c> does, and on request what this machine has of them.</summary>
[Cmdlet(VerbsCommon.Get, "KubeImage", DefaultParameterSetName = ParameterWays.Any)]
[OutputType(typeof(KubeImage))]
public sealed class GetKubeImageCommand : ImageCommand
{
    /// <summary>Asks the container runtime which images are there, and for their digests and sizes.</summary>
    [Parameter]
    public SwitchParameter IncludeStatus { get; set; }

    private protected override bool NeedsRuntime => IncludeStatus;

    private protected override void Process(IReadOnlyList<string> images, string? socket)
    {
        if (!IncludeStatus)
        {
            WriteObject(images.Select(image => new KubeImage(image)), enumerateCollection: true);
            return;
        }

        var found = RunEngine((engine, token) => new NodeImages(engine.Ports, engine.Observer).FindAsync(images, socket, token));
        WriteObject(found.Select(WithStatus), enumerateCollection: true);
    }
}
