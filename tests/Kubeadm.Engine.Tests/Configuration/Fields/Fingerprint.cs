using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kubeadm.Engine.Tests.Configuration.Fields;

/// <summary>What a run made and said, without what is random in it, so that two runs can be compared.</summary>
internal static partial class Fingerprint
{
    /// <summary>A text in which certificates are described and keys, hashes and random names are left out.</summary>
    public static string Of(string text)
    {
        text = Certificate().Replace(text, match => Describe(match.Value));
        text = Key().Replace(text, "$1");
        text = CredentialData().Replace(text, "$1");
        return RandomPart().Replace(text, "random");
    }

    /// <summary>
    /// An object that was written. The configuration that is only kept, in kubeadm-config, is left out: every field is in it, whether it
    /// does anything or not; so are Secrets, whose values are random.
    /// </summary>
    public static string Of(JsonObject written)
    {
        var copy = written.DeepClone().AsObject();
        var isKept = (string?)copy["metadata"]?["name"] == "kubeadm-config" && (string?)copy["kind"] == "ConfigMap";
        var isRandom = (string?)copy["kind"] == "Secret" && (string?)copy["metadata"]?["name"] != "bootstrap-token-abcdef";
        if (isKept || isRandom)
        {
            copy.Remove("data");
        }

        return Of(copy.ToJsonString().Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\u0022", "\"", StringComparison.Ordinal));
    }

    private static string Describe(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        var names = certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == "2.5.29.17")?.RawData ?? [];
        return $"{certificate.Subject} by {certificate.Issuer}, {certificate.GetKeyAlgorithm()} {certificate.GetKeyAlgorithmParametersString()} "
            + $"{certificate.PublicKey.EncodedKeyValue.RawData.Length}, {certificate.NotAfter - certificate.NotBefore}, {Convert.ToHexString(names)}";
    }

    [GeneratedRegex("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----")]
    private static partial Regex Certificate();

    [GeneratedRegex("(-----BEGIN [A-Z ]*KEY-----)[A-Za-z0-9+/=\\s]+-----END [A-Z ]*KEY-----")]
    private static partial Regex Key();

    [GeneratedRegex("((?:client-certificate|client-key|certificate-authority)-data: )[A-Za-z0-9+/=]+")]
    private static partial Regex CredentialData();

    [GeneratedRegex("sha256:[0-9a-f]{64}|bootstrap-token-(?!abcdef)[a-z0-9]{6}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex RandomPart();
}
