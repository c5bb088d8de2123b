using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Addons;

/// <summary>
/// What people gave an addon's workload and an upgrade keeps: resources, tolerations and node selector where the deployed ones are
/// none that a kubeadm wrote, and labels and annotations that no kubeadm gave it.
/// </summary>
/// <param name="container">The name of the workload's container.</param>
/// <param name="former">What earlier kubeadms wrote.</param>
internal sealed class KeptCustoms(string container, FormerDefaults former)
{
    private const string Template = "spec.template";
    private const string Pod = Template + ".spec";
    private const string Tolerations = Pod + ".tolerations";

    private static readonly string[] Maps = ["metadata.labels", "metadata.annotations", Template + ".metadata.labels", Template + ".metadata.annotations"];

    // The controllers of workloads write these anew.
    private static readonly string[] OfControllers = ["deployment.kubernetes.io/", "deprecated.daemonset.template.generation"];

    /// <summary>Puts what is kept into the workload to come.</summary>
    /// <param name="wanted">The workload as kubeadm writes it; it is changed.</param>
    /// <param name="deployed">The workload in the cluster.</param>
    /// <param name="patched">The workload as kubeadm and a person's patches make it: what they make is no custom to keep. Null means that there are no patches.</param>
    /// <returns>The fields that were kept.</returns>
    public IReadOnlyList<string> Keep(JsonObject wanted, JsonObject deployed, JsonObject? patched = null)
    {
        List<string> kept =
        [
            .. KeepValue(wanted, deployed, patched, Tolerations, former.Tolerations),
            .. KeepValue(wanted, deployed, patched, Pod + ".nodeSelector", former.NodeSelectors),
        ];
        if (Container(wanted) is { } own && Container(deployed) is { } theirs)
        {
            kept.AddRange(KeepValue(own, theirs, Container(patched), "resources", former.Resources).Select(name => $"{Pod}.containers[{container}].{name}"));
        }

        return [.. kept, .. Maps.SelectMany(map => KeepExtra(wanted, deployed, patched, map))];
    }

    /// <summary>Removes tolerations that are there twice: a patch that adds one adds it to those that were kept, among which it may be.</summary>
    public static void RemoveDuplicates(JsonObject workload)
    {
        if (Find(workload, Tolerations) is not JsonArray all)
        {
            return;
        }

        var distinct = new JsonArray();
        foreach (var item in all)
        {
            if (!distinct.Any(other => JsonNode.DeepEquals(item, other)))
            {
                distinct.Add(item?.DeepClone());
            }
        }

        Set(workload, Tolerations, distinct);
    }

    private static IEnumerable<string> KeepValue(JsonObject wanted, JsonObject deployed, JsonObject? patched, string path, IEnumerable<JsonNode> formerValues)
    {
        var value = Find(deployed, path);
        if (IsSame(value, Find(wanted, path)) || (patched is not null && IsSame(value, Find(patched, path))) || formerValues.Any(other => IsSame(value, other)))
        {
            return [];
        }

        Set(wanted, path, value?.DeepClone());
        return [path];
    }

    private static IReadOnlyList<string> KeepExtra(JsonObject wanted, JsonObject deployed, JsonObject? patched, string path)
    {
        var all = Find(wanted, path)?.DeepClone() as JsonObject ?? [];
        var extra = (Find(deployed, path) as JsonObject ?? [])
            .Where(entry => !all.ContainsKey(entry.Key) && !Array.Exists(OfControllers, name => entry.Key.StartsWith(name, StringComparison.Ordinal)))
            .Where(entry => !JsonNode.DeepEquals(entry.Value, (Find(patched, path) as JsonObject)?[entry.Key]))
            .ToList();
        if (extra.Count > 0)
        {
            extra.ForEach(entry => all[entry.Key] = entry.Value?.DeepClone());
            Set(wanted, path, all);
        }

        return [.. extra.Select(entry => $"{path}[{entry.Key}]")];
    }

    private static bool IsSame(JsonNode? one, JsonNode? other) => (one, other) switch
    {
        (JsonArray some, JsonArray others) => some.Count == others.Count && some.All(item => others.Any(match => JsonNode.DeepEquals(item, match))),
        _ => (IsEmpty(one) && IsEmpty(other)) || JsonNode.DeepEquals(one, other),
    };

    private static bool IsEmpty(JsonNode? value) => value is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };

    private JsonObject? Container(JsonObject? workload) => (Find(workload, Pod + ".containers") as JsonArray ?? [])
        .OfType<JsonObject>().FirstOrDefault(item => item["name"]?.ToString() == container);

    private static JsonNode? Find(JsonNode? from, string path) => path.Split('.').Aggregate(from, (node, name) => (node as JsonObject)?[name]);

    private static void Set(JsonObject to, string path, JsonNode? value)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            to = (to[name] ??= new JsonObject()).AsObject();
        }

        to[names[^1]] = value;
    }
}
