using System.Diagnostics.CodeAnalysis;

namespace Kubeadm.Engine.Tokens;

/// <summary>Base64 with the alphabet for URLs and without padding (RFC 4648, section 5).</summary>
internal static class Base64Url
{
    public static string Encode(ReadOnlySpan<byte> bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var padded = text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
        var buffer = new byte[padded.Length];
        var plain = !text.AsSpan().ContainsAny('+', '/', '=');
        bytes = plain && Convert.TryFromBase64String(padded, buffer, out var length) ? buffer[..length] : null;
        return bytes is not null;
    }
}
