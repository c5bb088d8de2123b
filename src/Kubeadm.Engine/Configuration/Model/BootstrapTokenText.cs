using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>
/// A bootstrap token: a public identifier and a secret, written <c>id.secret</c>
/// (Kubernetes documentation, "Authenticating with Bootstrap Tokens").
/// </summary>
/// <param name="Id">Six characters of a-z and 0-9. Not a secret.</param>
/// <param name="Secret">Sixteen characters of a-z and 0-9. A secret.</param>
public sealed record BootstrapTokenText(string Id, string Secret)
{
    /// <summary>The form of a token, as a regular expression.</summary>
    public const string Pattern = @"\A([a-z0-9]{6})\.([a-z0-9]{16})\z";

    /// <summary>What the name of every token's Secret begins with.</summary>
    public const string SecretPrefix = "bootstrap-token-";

    /// <summary>What is wrong with a text that is no token, to follow its field. The text itself may be most of a secret.</summary>
    internal const string WrongForm = "is not a bootstrap token: six characters, a dot and sixteen, all of a-z and 0-9";

    private const int IdLength = 6;
    private const int SecretLength = 16;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>The name of the token's Secret in <c>kube-system</c>.</summary>
    public string SecretName => SecretPrefix + Id;

    /// <summary>Creates a token of the system's cryptographic random numbers.</summary>
    public static BootstrapTokenText Generate() =>
        new(RandomNumberGenerator.GetString(Alphabet, IdLength), RandomNumberGenerator.GetString(Alphabet, SecretLength));

    /// <summary>Reads a token.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out BootstrapTokenText? token)
    {
        token = text is { Length: IdLength + 1 + SecretLength } && text[IdLength] == '.'
            && IsId(text[..IdLength]) && text[(IdLength + 1)..].All(Alphabet.Contains)
            ? new BootstrapTokenText(text[..IdLength], text[(IdLength + 1)..])
            : null;
        return token is not null;
    }

    /// <summary>Reads a token.</summary>
    /// <exception cref="KubeadmException"><c>InvalidToken</c>. The text is not in the message: it may be most of a secret.</exception>
    public static BootstrapTokenText Parse(string text) => TryParse(text, out var token)
        ? token
        : throw new KubeadmException("InvalidToken", $"a bootstrap token must have the form [a-z0-9]{{6}}.[a-z0-9]{{16}}; the given one of {text.Length} characters has not")
        {
            Kind = KubeadmErrorKind.InvalidInput,
            Remedy = "Give one of that form, or none to have one made.",
        };

    /// <summary>Whether a text is a token's identifier.</summary>
    public static bool IsId(string text) => text.Length == IdLength && text.All(Alphabet.Contains);

    /// <summary>The identifier of a text that is one, or is a whole token.</summary>
    /// <exception cref="KubeadmException"><c>InvalidToken</c>.</exception>
    public static string IdOf(string idOrToken) => IsId(idOrToken) ? idOrToken : Parse(idOrToken).Id;

    /// <summary>The identifier only: the rest is a secret. <see cref="Text"/> is the whole.</summary>
    public override string ToString() => Id;

    /// <summary>The whole token. A secret.</summary>
    public string Text => $"{Id}.{Secret}";
}
