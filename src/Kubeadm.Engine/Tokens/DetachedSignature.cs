using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Serialization.Json;

namespace Kubeadm.Engine.Tokens;

/// <summary>
/// JSON Web Signatures with the content left out (RFC 7515, appendix F; HS256 of RFC 7518), with which the cluster's token
/// signer vouches for the <c>cluster-info</c> ConfigMap to those who know a token.
/// </summary>
public static class DetachedSignature
{
    /// <summary>What the name of each signature in <c>cluster-info</c> begins with; the token's identifier follows.</summary>
    public const string KeyPrefix = "jws-kubeconfig-";

    /// <summary>The longest header that is looked at, in characters of its encoding. The cluster's signer writes some fifty.</summary>
    private const int LongestHeader = 4096;

    private const string Algorithm = "HS256";

    /// <summary>Signs a content with a token.</summary>
    public static string Sign(string content, BootstrapTokenText token)
    {
        var header = new JsonObject { ["alg"] = Algorithm, ["kid"] = token.Id }.ToJsonString();
        var head = Base64Url.Encode(Encoding.UTF8.GetBytes(header));
        return $"{head}..{Base64Url.Encode(Mac(head, content, token))}";
    }

    /// <summary>Whether a signature is the token's for the content. Takes the same time wherever they differ.</summary>
    public static bool IsValid(string signature, string content, BootstrapTokenText token)
    {
        var parts = signature.Split('.');
        if (parts is not [{ Length: > 0 } head, "", var mac] || !IsHeaderOf(head, token))
        {
            return false;
        }

        return Base64Url.TryDecode(mac, out var given) && CryptographicOperations.FixedTimeEquals(given, Mac(head, content, token));
    }

    /// <summary>Whoever answers chooses the header: one that is no JSON object of texts is none of the token's.</summary>
    private static bool IsHeaderOf(string head, BootstrapTokenText token) =>
        head.Length <= LongestHeader
        && Base64Url.TryDecode(head, out var bytes)
        && JsonText.TryReadObject(bytes, out var header)
        && JsonText.StringOf(header, "alg") == Algorithm
        && JsonText.StringOf(header, "kid") == token.Id;

    private static byte[] Mac(string head, string content, BootstrapTokenText token)
    {
        var signed = $"{head}.{Base64Url.Encode(Encoding.UTF8.GetBytes(content))}";
        return HMACSHA256.HashData(Encoding.UTF8.GetBytes(token.Secret), Encoding.UTF8.GetBytes(signed));
    }
}
