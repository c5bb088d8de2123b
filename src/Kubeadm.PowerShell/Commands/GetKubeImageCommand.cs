using System.Management.Automation;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Workflows;
using Kubeadm.PowerShell.Results;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Lists the images that a control plane needs, as <c>kubeadm config images list</c> does.</summary>
[Cmdlet(VerbsCommon.Get, "KubeImage")]
[OutputType(typeof(KubeImage))]
public sealed class GetKubeImageCommand : ImageCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var load = Loader();
        var configuration = RunEngine((observer, token) => load(EnginePorts.CreateLocal(), false, observer, token));
        WriteObject(ControlPlaneImages.List(configuration.Cluster).Select(image => new KubeImage(image)), enumerateCollection: true);
    }
}
