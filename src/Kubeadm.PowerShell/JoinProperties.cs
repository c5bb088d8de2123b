using System.Management.Automation;
using System.Security;

namespace Kubeadm.PowerShell;

/// <summary>How to join, as an object or its property <c>Join</c> says it: the object as it was made, or as remoting or JSON left it.</summary>
/// <param name="ApiServerEndpoint">Host and port of an API server.</param>
/// <param name="Token">The bootstrap token. A secret.</param>
/// <param name="CaCertHashes">Hashes of the CA's public keys.</param>
/// <param name="CertificateKey">The key that opens the uploaded certificates, or null. A secret.</param>
internal sealed record JoinProperties(string ApiServerEndpoint, string Token, string[] CaCertHashes, string? CertificateKey)
{
    private const string Join = "Join";

    /// <summary>Whether an object has a property <c>Join</c>, so that what else it has is not about how to join.</summary>
    public static bool AreIn(PSObject? input) => input?.Properties[Join] is not null;

    /// <summary>Reads an object; null when neither it nor a property <c>Join</c> of it is about how to join.</summary>
    /// <exception cref="KubeadmException"><c>InvalidJoinInfo</c>: the property is there and does not say how to join.</exception>
    public static JoinProperties? Of(PSObject? input)
    {
        if (!AreIn(input) && (Text(input, nameof(ApiServerEndpoint)) is null || SecretOf(input, nameof(Token)) is null))
        {
            return null;
        }

        var info = !AreIn(input) ? input : input!.Properties[Join].Value is { } value ? PSObject.AsPSObject(value) : null;
        if (Text(info, nameof(ApiServerEndpoint)) is not { } endpoint || SecretOf(info, nameof(Token)) is not { } token)
        {
            throw new KubeadmException("InvalidJoinInfo", $"the property {Join} of the object on the pipeline does not say how to join: it has no {nameof(ApiServerEndpoint)} and {nameof(Token)}")
            {
                Kind = KubeadmErrorKind.InvalidInput,
                Target = Join,
                Remedy = "Take the object of New-KubeJoinInfo on a control-plane node. JSON holds the token only with -AsPlainText on the cmdlet that returned the object.",
            };
        }

        var hashes = info!.Properties[nameof(CaCertHashes)]?.Value;
        return new JoinProperties(endpoint, token, hashes is null ? [] : LanguagePrimitives.ConvertTo<string[]>(hashes), SecretOf(info, nameof(CertificateKey)));
    }

    /// <summary>A secret, which is a SecureString unless it was asked for as text.</summary>
    private static string? SecretOf(PSObject? info, string name) => info?.Properties[name]?.Value switch
    {
        PSObject { BaseObject: SecureString or string } wrapped => Secret.Reveal(wrapped.BaseObject),
        SecureString secret => Secret.Reveal(secret),
        string { Length: > 0 } text => text,
        _ => null,
    };

    private static string? Text(PSObject? info, string name) =>
        info?.Properties[name]?.Value is { } value && value.ToString() is { Length: > 0 } text ? text : null;
}
