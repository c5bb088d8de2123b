using System.Text.RegularExpressions;

namespace Kubeadm.Engine.Addresses;

/// <summary>What Kubernetes takes for a DNS name (RFC 1123, lower case).</summary>
internal static partial class DnsNames
{
    private const int MaxLength = 253;

    /// <summary>Whether the text is a DNS subdomain.</summary>
    public static bool IsSubdomain(string name) => name.Length <= MaxLength && Subdomain().IsMatch(name);

    /// <summary>Whether the text is a DNS subdomain with a star as its first label.</summary>
    public static bool IsWildcard(string name) =>
        name.Length <= MaxLength && name.StartsWith("*.", StringComparison.Ordinal) && Subdomain().IsMatch(name[2..]);

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Subdomain();
}
