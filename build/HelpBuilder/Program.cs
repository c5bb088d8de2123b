using HelpBuilder;

// HelpBuilder PAGES OUT ASSEMBLY REFERENCES ADDRESS: turns the Markdown pages of cmdlets and about topics into Get-Help content.
// REFERENCES is a file of paths, one a line; ADDRESS is a file too, of the pages' address on the web, {0} for the cmdlet, or of nothing. A
// cmdlet or parameter without help is an error, and so is help of a parameter that does not say with what it is there: help is part of the
// module.
var (source, target, assembly, references) = (args[0], args[1], args[2], File.ReadAllLines(args[3]));
var address = File.ReadLines(args[4]).FirstOrDefault(line => line.Length > 0);
var runtime = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll");
var known = references.Concat(runtime).DistinctBy(Path.GetFileName);

string[] wanted = ["Synopsis", "Description", "Examples"];
var missing = new List<string>();
var pages = new List<(CmdletShape, HelpSection)>();
foreach (var cmdlet in CmdletShape.ReadAll(assembly, known))
{
    var path = Path.Combine(source, cmdlet.Name + ".md");
    if (!File.Exists(path))
    {
        missing.Add($"{path} is missing");
        continue;
    }

    var page = HelpPage.Read(path);
    missing.AddRange(wanted.Where(name => page.Part(name) is null).Select(name => $"{path}: section {name} is missing"));
    missing.AddRange(cmdlet.Parameters.DistinctBy(p => p.Name).Where(p => !MamlWriter.Text(p, page).Any()).Select(p => $"{path}: parameter -{p.Name} is not described"));
    missing.AddRange(DependentParameters.Unsaid(cmdlet, page).Select(line => $"{path}: {line}"));
    if (page.Part("Examples")?.Parts.Count < 2)
    {
        missing.Add($"{path}: fewer than two examples");
    }

    pages.Add((cmdlet, page));
}

if (missing.Count > 0)
{
    missing.ForEach(line => Console.Error.WriteLine($"error HELP001: {line}"));
    return 1;
}

Directory.CreateDirectory(target);
MamlWriter.Write(pages, address).Save(Path.Combine(target, "Kubeadm.PowerShell.dll-Help.xml"));
foreach (var about in Directory.GetFiles(source, "about_*.md"))
{
    File.WriteAllText(Path.Combine(target, Path.GetFileNameWithoutExtension(about) + ".help.txt"), AboutWriter.Write(HelpPage.Read(about)));
}

return 0;
