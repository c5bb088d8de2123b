namespace Kubeadm.Engine.Addresses;

/// <summary>The form <c>host:port</c>, with brackets around an IPv6 address; the parts themselves are not judged.</summary>
internal static class HostPort
{
    /// <summary>What is wrong with the form, or null.</summary>
    public static string? Problem(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            return "the port is missing";
        }

        if (text[0] != '[')
        {
            return text.IndexOf(':', StringComparison.Ordinal) != colon ? "an IPv6 address needs brackets"
                : text.AsSpan().IndexOfAny('[', ']') >= 0 ? "it has a bracket that does not belong there"
                : null;
        }

        var end = text.IndexOf(']', StringComparison.Ordinal);
        return end < 0 ? "a ']' is missing"
            : end + 1 != colon ? "the port after ']' is missing"
            : text.AsSpan(1).Contains('[') || text.AsSpan(end + 1).Contains(']') ? "it has a bracket that does not belong there"
            : null;
    }
}
