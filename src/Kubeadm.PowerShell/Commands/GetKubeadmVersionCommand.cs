using System.Management.Automation;
using Kubeadm.Engine.Versions;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Returns which kubeadm this module stands for.</summary>
[Cmdlet(VerbsCommon.Get, "KubeadmVersion")]
[OutputType(typeof(KubeadmVersion))]
public sealed class GetKubeadmVersionCommand : KubeadmCommand
{
    private protected override void Process() => WriteObject(OwnVersion.Describe());
}
