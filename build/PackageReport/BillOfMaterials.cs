using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PackageReport;

/// <summary>
/// Writes a CycloneDX 1.6 bill of materials. It has no time and no serial number, so that the same sources make the same bytes.
/// </summary>
internal static class BillOfMaterials
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string path, string product, string version, IReadOnlyList<ShippedPackage> packages, string assets)
    {
        var root = $"pkg:generic/{product}@{version}";
        var document = new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject
                {
                    ["type"] = "application",
                    ["bom-ref"] = root,
                    ["name"] = product,
                    ["version"] = version,
                    ["purl"] = root,
                    ["licenses"] = Licenses("Apache-2.0"),
                },
            },
            ["components"] = new JsonArray([.. packages.Select(Component)]),
            ["dependencies"] = Dependencies(root, packages, assets),
        };
        File.WriteAllText(path, document.ToJsonString(Layout).ReplaceLineEndings("\n") + "\n");
    }

    private static JsonObject Component(ShippedPackage package)
    {
        var component = new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = package.Purl,
            ["name"] = package.Id,
            ["version"] = package.Version,
            ["purl"] = package.Purl,
            ["scope"] = "required",
            ["authors"] = new JsonArray(new JsonObject { ["name"] = package.Authors }),
            ["licenses"] = Licenses(package.License),
            ["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = package.Sha512() }),
        };
        if (package.Copyright is { Length: > 0 } copyright)
        {
            component["copyright"] = copyright;
        }

        if (Uri.IsWellFormedUriString(package.Site, UriKind.Absolute))
        {
            component["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "website", ["url"] = package.Site });
        }

        return component;
    }

    // An SPDX id is one word; other terms are only named.
    private static JsonArray Licenses(string license) =>
        new(new JsonObject { ["license"] = new JsonObject { [license.Contains(' ') ? "name" : "id"] = license } });

    // NuGet's assets file holds the graph of a restore; of it, what is shipped counts. Everything is the product's own dependency
    // that no other package wants.
    private static JsonArray Dependencies(string root, IReadOnlyList<ShippedPackage> packages, string assets)
    {
        var shipped = packages.ToDictionary(p => p.Id, StringComparer.OrdinalIgnoreCase);
        var wanted = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var entries = new JsonArray();
        var graph = GraphOf(assets);
        foreach (var package in packages)
        {
            string[] needs = [.. graph.GetValueOrDefault(package.Id, []).Where(shipped.ContainsKey).Order(StringComparer.OrdinalIgnoreCase)];
            wanted.UnionWith(needs);
            entries.Add(Entry(package.Purl, needs.Select(id => shipped[id].Purl)));
        }

        entries.Insert(0, Entry(root, packages.Where(p => !wanted.Contains(p.Id)).Select(p => p.Purl)));
        return entries;
    }

    private static JsonObject Entry(string reference, IEnumerable<string> needs) =>
        new() { ["ref"] = reference, ["dependsOn"] = new JsonArray([.. needs.Select(need => JsonValue.Create(need))]) };

    private static Dictionary<string, HashSet<string>> GraphOf(string assets)
    {
        var graph = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        using var document = JsonDocument.Parse(File.ReadAllBytes(assets));
        foreach (var library in document.RootElement.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject()))
        {
            var id = library.Name.Split('/')[0];
            graph.TryAdd(id, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
            if (library.Value.TryGetProperty("dependencies", out var needs))
            {
                graph[id].UnionWith(needs.EnumerateObject().Select(need => need.Name));
            }
        }

        return graph;
    }
}
