using System.Management.Automation;
using Kubeadm.Engine.Pki;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Creates a key for encrypting uploaded certificates, as <c>kubeadm certs certificate-key</c> does.</summary>
[Cmdlet(VerbsCommon.New, "KubeCertificateKey")]
[OutputType(typeof(string))]
public sealed class NewKubeCertificateKeyCommand : KubeadmCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(CertificateKey.Create());
}
