using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>Returns whether a live object already carries what is wanted of it.</summary>
/// <remarks>
/// The API server fills in defaults and others add labels, so a live object has more than was asked for. It carries the desired
/// state when every field of that is in it with the same value; lists must be of the same length, their elements in order.
/// What kubeadm alone owns must be equal outright: <c>data</c>, and the annotations below <c>kubeadm.kubernetes.io/</c>, whose
/// absence means something. <c>status</c> belongs to controllers and is not looked at.
/// </remarks>
internal static class DesiredState
{
    private const string OwnAnnotations = "kubeadm.kubernetes.io/";

    /// <summary>Whether nothing needs to be written.</summary>
    public static bool IsCarriedBy(JsonObject desired, JsonObject live)
    {
        foreach (var (name, value) in desired)
        {
            var ok = name switch
            {
                "status" or "kind" or "apiVersion" => true,
                "data" or "binaryData" => Covers(live[name], value) && Covers(value, live[name]),
                "metadata" => CarriesMetadata(value!.AsObject(), live["metadata"]?.AsObject() ?? []),
                _ => Covers(live[name], value),
            };
            if (!ok)
            {
                return false;
            }
        }

        return desired.ContainsKey("data") || IsEmpty(live["data"]);
    }

    private static bool CarriesMetadata(JsonObject desired, JsonObject live)
    {
        var wanted = desired["annotations"] as JsonObject ?? [];
        var present = live["annotations"] as JsonObject ?? [];
        return present.All(a => !a.Key.StartsWith(OwnAnnotations, StringComparison.Ordinal) || wanted.ContainsKey(a.Key))
            && desired.All(field => field.Key == "resourceVersion" || Covers(live[field.Key], field.Value));
    }

    private static bool Covers(JsonNode? live, JsonNode? desired) => (desired, live) switch
    {
        (JsonObject want, JsonObject have) => want.All(field => Covers(have[field.Key], field.Value)),
        (JsonArray want, JsonArray have) => want.Count == have.Count && want.Zip(have).All(pair => Covers(pair.Second, pair.First)),
        (_, null) => IsEmpty(desired),
        _ => JsonNode.DeepEquals(live, desired) || (IsEmpty(desired) && IsEmpty(live)),
    };

    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonObject fields => fields.All(field => IsEmpty(field.Value)),
        JsonArray items => items.Count == 0,
        _ => value.GetValueKind() switch
        {
            JsonValueKind.False => true,
            JsonValueKind.String => value.GetValue<string>().Length == 0,
            JsonValueKind.Number => value.ToJsonString() == "0",
            _ => false,
        },
    };
}
