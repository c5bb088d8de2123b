using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Recording;

/// <summary>Label and field selectors in the equality form (<c>a=b,c!=d,e</c>), which is all that kubeadm uses.</summary>
internal static class Selector
{
    public static bool MatchesLabels(JsonObject value, string? selector) =>
        Terms(selector).All(term => Matches(term, key => (string?)value["metadata"]?["labels"]?[key]));

    public static bool MatchesFields(JsonObject value, string? selector) =>
        Terms(selector).All(term => Matches(term, path => Field(value, path)));

    private static string[] Terms(string? selector) =>
        (selector ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool Matches(string term, Func<string, string?> read)
    {
        var at = term.IndexOf('=', StringComparison.Ordinal);
        if (at < 0)
        {
            return term[0] == '!' ? read(term[1..]) is null : read(term) is not null;
        }

        var value = term[(at + 1)..].TrimStart('=');
        return at > 0 && term[at - 1] == '!'
            ? read(term[..(at - 1)]) != value
            : read(term[..at]) == value;
    }

    private static string? Field(JsonNode value, string path)
    {
        JsonNode? at = value;
        foreach (var name in path.Split('.'))
        {
            at = (at as JsonObject)?[name];
        }

        return (string?)at;
    }
}
