using System.Management.Automation;
using System.Security;

namespace Kubeadm.PowerShell;

/// <summary>Accepts a SecureString where text is wanted, for a parameter that takes names as well as secrets.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretTextTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => SecretTransformationAttribute.Bare(inputData) switch
    {
        SecureString secret => Secret.Reveal(secret),
        object[] list => list.Select(item => SecretTransformationAttribute.Bare(item) is SecureString secret ? Secret.Reveal(secret) : item).ToArray(),
        _ => inputData,
    };
}
