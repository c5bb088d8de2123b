using System.Text;

namespace PackageReport;

/// <summary>Writes THIRD-PARTY-NOTICES.txt: whose work is shipped, in which files, under which terms.</summary>
internal static class Notices
{
    private static readonly string Rule = new('-', 120);

    public static void Write(string path, string product, IReadOnlyList<ShippedPackage> packages)
    {
        var text = new StringBuilder();
        text.Append($"{product} is under the Apache License 2.0. It ships with the packages below, which are under terms of their own.\n");
        foreach (var package in packages)
        {
            text.Append($"\n{package.Id} {package.Version}\n");
            text.Append($"  License:   {package.License}\n");
            text.Append($"  Copyright: {package.Copyright ?? package.Authors}\n");
            if (package.Site is { Length: > 0 } site)
            {
                text.Append($"  Site:      {site}\n");
            }

            text.Append($"  Files:     {string.Join(", ", package.Files)}\n");
        }

        foreach (var (terms, owners) in TermsOf(packages))
        {
            text.Append($"\n{Rule}\n{string.Join(", ", owners)}\n{Rule}\n\n{terms}\n");
        }

        File.WriteAllText(path, text.ToString());
    }

    // Packages of one origin carry the same long texts: each text stands once, under the names of all that it holds for.
    private static List<(string Terms, List<string> Owners)> TermsOf(IReadOnlyList<ShippedPackage> packages)
    {
        var terms = new List<(string Terms, List<string> Owners)>();
        foreach (var package in packages)
        {
            foreach (var text in TextsOf(package))
            {
                var known = terms.FirstOrDefault(entry => entry.Terms == text);
                if (known.Owners is null)
                {
                    terms.Add(known = (text, []));
                }

                known.Owners.Add($"{package.Id} {package.Version}");
            }
        }

        return terms;
    }

    private static IEnumerable<string> TextsOf(ShippedPackage package)
    {
        var own = package.LegalFiles.Select(f => File.ReadAllText(f).ReplaceLineEndings("\n").Trim('\uFEFF', '\n', ' ')).ToList();
        var hasLicense = package.LegalFiles.Any(f => Path.GetFileName(f).StartsWith("licen", StringComparison.OrdinalIgnoreCase));
        return hasLicense ? own : own.Prepend(StandardText(package));
    }

    private static string StandardText(ShippedPackage package)
    {
        using var resource = typeof(Notices).Assembly.GetManifestResourceStream(package.License)
            ?? throw new InvalidDataException(
                $"{package.Id} {package.Version} is shipped under {package.License}, of which build/PackageReport/Licenses has no text. Add one.");
        var text = new StreamReader(resource).ReadToEnd().ReplaceLineEndings("\n").Trim('\n', ' ');

        // The Apache License is quoted whole; the short ones begin with the owner's copyright.
        return package.License == "Apache-2.0" ? text : $"{package.Copyright ?? $"Copyright {package.Authors}"}\n\n{text}";
    }
}
