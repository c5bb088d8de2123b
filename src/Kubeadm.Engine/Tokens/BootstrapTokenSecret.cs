using System.Globalization;
using System.Text;
using k8s.Models;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Tokens;

/// <summary>Bootstrap tokens as the Secrets that hold them in a cluster, and back.</summary>
public static class BootstrapTokenSecret
{
    /// <summary>The type of a token's Secret.</summary>
    public const string SecretType = "bootstrap.kubernetes.io/token";

    internal const string IdKey = "token-id";
    internal const string SecretKey = "token-secret";
    internal const string ExpirationKey = "expiration";
    internal const string UsagePrefix = "usage-bootstrap-";
    private const string DescriptionKey = "description";
    private const string GroupsKey = "auth-extra-groups";

    /// <summary>The Secret of a token. <see cref="BootstrapToken.Expires"/> goes before <see cref="BootstrapToken.Ttl"/>.</summary>
    /// <param name="token">The token.</param>
    /// <param name="now">The time from which a time to live counts.</param>
    public static V1Secret From(BootstrapToken token, DateTimeOffset now)
    {
        var text = BootstrapTokenText.Parse(token.Token);
        var data = new Dictionary<string, byte[]> { [IdKey] = Bytes(text.Id), [SecretKey] = Bytes(text.Secret) };
        if (token.Description.Length > 0)
        {
            data[DescriptionKey] = Bytes(token.Description);
        }

        if (ExpirationOf(token, now) is { } expires)
        {
            data[ExpirationKey] = Bytes(JsonForms.Time(expires));
        }

        foreach (var usage in token.Usages)
        {
            data[UsagePrefix + usage] = Bytes("true");
        }

        if (token.Groups.Count > 0)
        {
            data[GroupsKey] = Bytes(string.Join(',', token.Groups));
        }

        return new V1Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Metadata = new V1ObjectMeta { Name = text.SecretName, NamespaceProperty = ClusterNamespaces.System },
            Type = SecretType,
            Data = data,
        };
    }

    /// <summary>The token of a Secret.</summary>
    /// <exception cref="KubeadmException"><c>InvalidTokenSecret</c>: it lacks a part, or its name is not its identifier's.</exception>
    public static BootstrapToken ToToken(V1Secret secret)
    {
        var name = secret.Metadata.Name;
        var id = Value(secret, IdKey);
        var secretPart = Value(secret, SecretKey);
        if (id.Length == 0 || secretPart.Length == 0)
        {
            throw TokenErrors.KeyMissing(name, id.Length == 0 ? IdKey : SecretKey);
        }

        if (name != BootstrapTokenText.SecretPrefix + id)
        {
            throw TokenErrors.WrongName(name, id, IdKey);
        }

        if (!BootstrapTokenText.TryParse($"{id}.{secretPart}", out var text))
        {
            throw TokenErrors.NoToken(name);
        }

        var groups = Value(secret, GroupsKey);
        return new BootstrapToken
        {
            Token = text.Text,
            Description = Value(secret, DescriptionKey),
            Expires = Expiration(secret),
            Usages = [.. (secret.Data ?? new Dictionary<string, byte[]>())
                .Where(entry => entry.Key.StartsWith(UsagePrefix, StringComparison.Ordinal) && Encoding.UTF8.GetString(entry.Value) == "true")
                .Select(entry => entry.Key[UsagePrefix.Length..])
                .Order(StringComparer.Ordinal)],
            Groups = groups.Length == 0 ? [] : [.. groups.Split(',')],
        };
    }

    /// <summary>When the token of a Secret ends; null means never.</summary>
    /// <exception cref="KubeadmException"><c>InvalidTokenSecret</c>: the time cannot be read.</exception>
    public static DateTimeOffset? Expiration(V1Secret secret)
    {
        var text = Value(secret, ExpirationKey);
        if (text.Length == 0)
        {
            return null;
        }

        return TryParseTime(text) ?? throw TokenErrors.InvalidTime(secret.Metadata.Name, ExpirationKey, text);
    }

    /// <summary>When a token ends, counted from now if it has a time to live; null means never.</summary>
    public static DateTimeOffset? ExpirationOf(BootstrapToken token, DateTimeOffset now) => token switch
    {
        { Expires: { } expires } => expires,
        { Ttl: { } ttl } when ttl > TimeSpan.Zero => now + ttl,
        _ => null,
    };

    private static DateTimeOffset? TryParseTime(string text)
    {
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        return DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    private static string Value(V1Secret secret, string key) =>
        secret.Data is { } data && data.TryGetValue(key, out var value) ? Encoding.UTF8.GetString(value) : "";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
