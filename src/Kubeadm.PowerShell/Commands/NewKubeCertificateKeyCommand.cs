using System.Management.Automation;
using System.Security;
using Kubeadm.Engine.Pki;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Creates a key for encrypting uploaded certificates, as <c>kubeadm certs certificate-key</c> does.</summary>
[Cmdlet(VerbsCommon.New, "KubeCertificateKey")]
[OutputType(typeof(string), typeof(SecureString))]
public sealed class NewKubeCertificateKeyCommand : KubeadmCommand
{
    /// <summary>Returns the key as a SecureString, which every parameter that takes such a key accepts.</summary>
    [Parameter]
    public SwitchParameter AsSecureString { get; set; }

    private protected override void Process()
    {
        var key = CertificateKey.Create();
        WriteObject(AsSecureString ? Secret.Protect(key) : key);
    }
}
