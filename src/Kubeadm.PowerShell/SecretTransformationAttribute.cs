using System.Management.Automation;
using System.Security;

namespace Kubeadm.PowerShell;

/// <summary>
/// Accepts text where a SecureString is wanted: in a script, from a file, on a shell's command line. So a parameter takes what Get-Secret
/// and Read-Host -AsSecureString return, and PowerShell writes into no log what was given.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Bare(inputData) is object[] list && list.All(IsSecret) ? list.Select(Protect).ToArray() : IsSecret(inputData) ? Protect(inputData) : inputData;

    /// <summary>Numbers too: digits alone are a number before they reach a parameter, which remembers how they were typed.</summary>
    private static bool IsSecret(object? value) => Bare(value) switch
    {
        string or SecureString or int or long or double or decimal or System.Numerics.BigInteger => true,
        PSCustomObject when IsLeftOfSecret(value) => throw new ArgumentTransformationMetadataException(
            "This is not a secret but what JSON holds of one, its length. -AsPlainText on the cmdlet that returned it gives text."),
        _ => false,
    };

    /// <summary>Whether an object is what ConvertTo-Json leaves of a SecureString.</summary>
    private static bool IsLeftOfSecret(object? value) =>
        PSObject.AsPSObject(value!).Properties.Select(property => property.Name).SequenceEqual([nameof(SecureString.Length)]);

    private static SecureString Protect(object? value)
    {
        if (Bare(value) is SecureString secret)
        {
            return secret;
        }

        var text = LanguagePrimitives.ConvertTo<string>(value);
        return text.Length <= Secret.MaximumLength
            ? Secret.Protect(text)
            : throw new ArgumentTransformationMetadataException($"A secret can have at most {Secret.MaximumLength} characters.");
    }

    /// <summary>A value without what PowerShell wraps around it.</summary>
    internal static object? Bare(object? value) => value is PSObject { BaseObject: var inner } ? inner : value;
}
