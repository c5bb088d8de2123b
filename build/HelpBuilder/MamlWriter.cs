using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HelpBuilder;

/// <summary>Writes the help of cmdlets in the form that Get-Help reads (MAML).</summary>
internal static partial class MamlWriter
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <param name="pages">The cmdlets with their pages.</param>
    /// <param name="address">Where a cmdlet's page is on the web, {0} for its name; null where it is nowhere. Get-Help -Online opens it.</param>
    public static XDocument Write(IEnumerable<(CmdletShape Cmdlet, HelpSection Page)> pages, string? address) => new(
        new XElement(
            "helpItems",
            new XAttribute("schema", "maml"),
            pages.Select(p => Cmdlet(p.Cmdlet, p.Page, address?.Replace("{0}", p.Cmdlet.Name, StringComparison.Ordinal)))));

    private static XElement Cmdlet(CmdletShape cmdlet, HelpSection page, string? address)
    {
        var dash = cmdlet.Name.IndexOf('-', StringComparison.Ordinal);
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", cmdlet.Name),
                Description(page.Part("Synopsis")!.Paragraphs),
                new XElement(Command + "verb", cmdlet.Name[..dash]),
                new XElement(Command + "noun", cmdlet.Name[(dash + 1)..])),
            Description(page.Part("Description")!.Blocks.Select(b => b.Text)),
            new XElement(Command + "syntax", cmdlet.Sets.Select(set => Syntax(cmdlet, set, page))),
            new XElement(
                Command + "parameters",
                cmdlet.Parameters.DistinctBy(p => p.Name).OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => Parameter(p, page, true))),
            new XElement(Command + "returnValues", cmdlet.OutputTypes.Select(ReturnValue)),
            new XElement(Command + "examples", page.Part("Examples")!.Parts.Select((e, i) => Example(e, i + 1))),
            new XElement(
                Command + "relatedLinks",
                address is null ? null : Link("Online version:", address),
                page.Part("Related")?.Paragraphs.Select(name => Link(name.TrimStart('-', ' '), ""))));
    }

    private static XElement Syntax(CmdletShape cmdlet, string set, HelpSection page) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", cmdlet.Name),
        cmdlet.ParametersOf(set)
            .OrderBy(p => p.Position ?? int.MaxValue)
            .ThenByDescending(p => p.Required)
            .Select(p => Parameter(p, page, false)));

    private static XElement Parameter(ParameterShape parameter, HelpSection page, bool described) => new(
        Command + "parameter",
        new XAttribute("required", parameter.Required ? "true" : "false"),
        new XAttribute("variableLength", parameter.Type.EndsWith("[]", StringComparison.Ordinal) ? "true" : "false"),
        new XAttribute("globbing", parameter.TakesWildcards ? "true" : "false"),
        new XAttribute("pipelineInput", parameter.Pipeline),
        new XAttribute("position", parameter.Position?.ToString() ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        described ? Description(Text(parameter, page)) : null,
        parameter.IsSwitch && !described ? null : new XElement(
            Command + "parameterValue",
            new XAttribute("required", "true"),
            new XAttribute("variableLength", "false"),
            described ? parameter.Type : parameter.Value ?? parameter.Type),
        new XElement(Dev + "type", new XElement(Maml + "name", parameter.Type)),
        new XElement(Dev + "defaultValue", DefaultOf(parameter, page)));

    /// <summary>What a page's sentence "By default …" says.</summary>
    private static string DefaultOf(ParameterShape parameter, HelpSection page) =>
        Text(parameter, page).Select(paragraph => ByDefault().Match(paragraph)).FirstOrDefault(match => match.Success)?.Groups[1].Value
        ?? (parameter.IsSwitch ? "False" : "None");

    [GeneratedRegex(@"\bBy default,? (.+?)\.(?: |$)")]
    private static partial Regex ByDefault();

    /// <summary>What a page says of a parameter; the two that PowerShell adds speak for themselves.</summary>
    public static IEnumerable<string> Text(ParameterShape parameter, HelpSection page) => parameter.Name switch
    {
        "WhatIf" => ["Shows what would be done, and does nothing."],
        "Confirm" => ["Asks before anything is done."],
        _ => page.Part("Parameters")?.Part("-" + parameter.Name)?.Paragraphs ?? [],
    };

    private static XElement ReturnValue(string type) =>
        new(Command + "returnValue", new XElement(Dev + "type", new XElement(Maml + "name", type)));

    private static XElement Example(HelpSection example, int number) => new(
        Command + "example",
        new XElement(Maml + "title", $"Example {number}: {example.Title}"),
        new XElement(Dev + "code", string.Join("\n", example.Blocks.Where(b => b.IsCode).Select(b => b.Text))),
        new XElement(Dev + "remarks", example.Paragraphs.Select(p => new XElement(Maml + "para", p))));

    private static XElement Link(string text, string address) =>
        new(Maml + "navigationLink", new XElement(Maml + "linkText", text), new XElement(Maml + "uri", address));

    private static XElement Description(IEnumerable<string> paragraphs) =>
        new(Maml + "description", paragraphs.Select(p => new XElement(Maml + "para", p)));
}
