using System.Text.RegularExpressions;

namespace Kubeadm.Engine.Reporting;

/// <summary>
/// Takes out of texts that are kept what has the form of a secret of kubeadm. Messages hold none by their making; those of other programs,
/// which stand in them, might.
/// </summary>
internal static partial class SecretMask
{
    private const string Hidden = "****";

    /// <summary>A text without bootstrap tokens' secret parts, certificate keys and private keys.</summary>
    public static string Apply(string text) =>
        PrivateKey().Replace(CertificateKey().Replace(Token().Replace(text, "$1." + Hidden), Hidden), Hidden);

    [GeneratedRegex(@"(?<![\w.-])([a-z0-9]{6})\.[a-z0-9]{16}(?![\w-]|\.\w)")]
    private static partial Regex Token();

    /// <summary>64 hexadecimal digits that are not the digest of something.</summary>
    [GeneratedRegex("(?<![0-9A-Za-z:])[0-9a-f]{64}(?![0-9A-Za-z])")]
    private static partial Regex CertificateKey();

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)", RegexOptions.Singleline)]
    private static partial Regex PrivateKey();
}
