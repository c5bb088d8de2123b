using System.Security.Cryptography;

namespace Kubeadm.Engine.Reporting;

/// <summary>SHA-256 digests as text: 64 lower-case hexadecimal digits.</summary>
internal static class HexDigest
{
    /// <summary>The digest of a content.</summary>
    public static string Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return Convert.ToHexString(hash).ToLowerInvariant();
    }

    /// <summary>The digest of contents as if they were one, in their order.</summary>
    public static string Of(IEnumerable<byte[]> contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var content in contents)
        {
            hash.AppendData(content);
        }

        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }
}
