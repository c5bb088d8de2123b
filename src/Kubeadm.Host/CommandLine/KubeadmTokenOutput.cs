using System.Globalization;
using System.Text.Json.Nodes;

namespace Kubeadm.Host.CommandLine;

/// <summary>What kubeadm's commands about tokens print.</summary>
internal static class KubeadmTokenOutput
{
    private const string None = "<none>";
    private static readonly string[] Header = ["TOKEN", "TTL", "EXPIRES", "USAGES", "DESCRIPTION", "EXTRA GROUPS"];

    /// <summary>The first token that was made, or the command with which nodes join by it.</summary>
    public static int Created(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        streams.Output.WriteLine(results[0] switch
        {
            // kubeadm's line for workers ends with a space.
            KubeJoinInfo join => join.ControlPlaneCommand ?? join.Command + " ",
            KubeToken token => token.PlainToken,
            var other => other,
        });
        return Application.Success;
    }

    /// <summary>The tokens, as a table or one document each.</summary>
    public static int List(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        var tokens = results.Cast<KubeToken>().ToList();
        if (line.Last(KubeadmFlags.Output) is "json" or "yaml")
        {
            KubeadmOutput.PrintAll(line, streams, tokens.Select(Document));
            return Application.Success;
        }

        // Each row is laid out by itself, only the header shares the first one's columns.
        var now = DateTimeOffset.UtcNow;
        for (var i = 0; i < tokens.Count; i++)
        {
            var row = Row(tokens[i], now);
            KubeadmTable.Write(streams.Output, i == 0 ? [Header, row] : [row]);
        }

        return Application.Success;
    }

    private static JsonObject Document(KubeToken token)
    {
        var document = KubeadmOutput.NewDocument("BootstrapToken");
        document["token"] = token.PlainToken;
        if (token.Description.Length > 0)
        {
            document["description"] = token.Description;
        }

        if (token.Expires is { } expires)
        {
            document["expires"] = Time(expires);
        }

        AddList(document, "usages", token.Usages);
        AddList(document, "groups", token.Groups);
        return document;
    }

    private static void AddList(JsonObject document, string field, KubeList<string> values)
    {
        if (values.Count > 0)
        {
            document[field] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        }
    }

    private static string[] Row(KubeToken token, DateTimeOffset now) =>
    [
        token.PlainToken,
        $"{(token.Expires is { } end ? Short(end - now) : "<forever>"),-9}",
        token.Expires is { } expires ? Time(expires) : "<never>",
        $"{(token.Usages.Count > 0 ? string.Join(',', token.Usages) : None),-22}",
        $"{(token.Description.Length > 0 ? token.Description : None),-56}",
        token.Groups.Count > 0 ? string.Join(',', token.Groups) : None,
    ];

    /// <summary>A time to live in its largest unit, cut off, as Kubernetes' tools show it.</summary>
    private static string Short(TimeSpan left) => left switch
    {
        { TotalSeconds: <= -2 } => "<invalid>",
        { TotalSeconds: <= -1 } => "0s",
        { TotalMinutes: < 1 } => $"{(int)left.TotalSeconds}s",
        { TotalHours: < 1 } => $"{(int)left.TotalMinutes}m",
        { TotalDays: < 1 } => $"{(int)left.TotalHours}h",
        { TotalDays: < 365 } => $"{(int)left.TotalDays}d",
        _ => $"{(int)(left.TotalDays / 365)}y",
    };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
