using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Tokens;

/// <summary>Describes bootstrap tokens for those who asked for them.</summary>
internal static class KubeTokens
{
    /// <summary>A token as it stands at a time.</summary>
    public static KubeToken Describe(BootstrapToken token, DateTimeOffset now)
    {
        var expires = BootstrapTokenSecret.ExpirationOf(token, now);
        return new KubeToken(token.Token)
        {
            Description = token.Description,
            Expires = expires?.UtcDateTime,
            TimeLeft = expires is { } end ? (end > now ? end - now : TimeSpan.Zero) : null,
            Usages = [.. token.Usages.Order(StringComparer.Ordinal)],
            Groups = [.. token.Groups],
        };
    }
}
