using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PackageReport;

/// <summary>A NuGet package of which files are shipped, described by what lies in its unpacked folder.</summary>
internal sealed partial record ShippedPackage(string Id, string Version, IReadOnlyList<string> Files, string Folder)
{
    public required string License { get; init; }

    public required string Authors { get; init; }

    public string? Copyright { get; init; }

    public string? Site { get; init; }

    /// <summary>The package's own license and notice files, in the order of their names.</summary>
    public required IReadOnlyList<string> LegalFiles { get; init; }

    public string Purl => $"pkg:nuget/{Id}@{Version}";

    /// <summary>Reads lines of "file|package id|version", as the build lists the files that it ships.</summary>
    public static IReadOnlyList<ShippedPackage> ReadAll(string list, string packageRoot) =>
    [
        .. File.ReadLines(list)
            .Select(line => line.Split('|'))
            .Where(parts => parts.Length == 3 && parts[1].Length > 0)
            .GroupBy(parts => (Id: parts[1], Version: parts[2]))
            .OrderBy(group => group.Key.Id, StringComparer.OrdinalIgnoreCase)
            .Select(group => Read(
                group.Key.Id,
                group.Key.Version,
                [.. group.Select(parts => Path.GetFileName(parts[0])).Distinct().Order(StringComparer.Ordinal)],
                packageRoot)),
    ];

    /// <summary>The package's hash as NuGet recorded it when it unpacked the package, in hexadecimal.</summary>
    public string Sha512() => Convert.ToHexStringLower(Convert.FromBase64String(
        File.ReadAllText(Directory.EnumerateFiles(Folder, "*.nupkg.sha512").Single()).Trim()));

    // Package folders are lower case, whatever the id's own spelling.
    private static string Lower(string text) => text.ToLowerInvariant();

    private static ShippedPackage Read(string id, string version, IReadOnlyList<string> files, string packageRoot)
    {
        var folder = Path.Combine(packageRoot, Lower(id), Lower(version));
        // A package of a tool is unpacked with the spelling of its id.
        var specification = Directory.EnumerateFiles(folder, id + ".nuspec", new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive }).Single();
        var metadata = XDocument.Load(specification).Root!.Elements().First(e => e.Name.LocalName == "metadata");
        string? Value(string name) => metadata.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim();
        var license = metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "license");
        return new ShippedPackage(id, version, files, folder)
        {
            License = license switch
            {
                null => throw new InvalidDataException($"{id} {version} is shipped, but its package names no license."),
                _ when (string?)license.Attribute("type") == "file" => $"see its {license.Value.Trim()}",
                _ => license.Value.Trim(),
            },
            Authors = Value("authors") ?? id,
            Copyright = Value("copyright"),
            Site = Value("projectUrl"),
            LegalFiles = [.. Directory.EnumerateFiles(folder).Where(f => LegalName().IsMatch(Path.GetFileName(f))).Order(StringComparer.OrdinalIgnoreCase)],
        };
    }

    [GeneratedRegex("^(licen[sc]e|copying|notice|third-?party-?notices?)", RegexOptions.IgnoreCase)]
    private static partial Regex LegalName();
}
