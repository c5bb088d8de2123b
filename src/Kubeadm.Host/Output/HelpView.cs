using System.Collections;
using System.Management.Automation;

namespace Kubeadm.Host.Output;

/// <summary>Help of a cmdlet as text: what it does, how it is called, its parameters and examples.</summary>
internal static class HelpView
{
    /// <summary>Whether a result is help of a cmdlet.</summary>
    public static bool Shows(PSObject result) => result.TypeNames.Any(name => name.StartsWith("MamlCommandHelpInfo", StringComparison.Ordinal));

    /// <summary>Writes help.</summary>
    public static void Write(TextWriter output, PSObject help)
    {
        Section(output, "NAME", [Text(help, "Name")]);
        Section(output, "SYNOPSIS", [Text(help, "Synopsis").Trim()]);
        Section(output, "SYNTAX", Items(help, "syntax", "syntaxItem").Select(Syntax));
        Section(output, "DESCRIPTION", Paragraphs(help, "description"));
        output.WriteLine("PARAMETERS");
        foreach (var parameter in Items(help, "parameters", "parameter"))
        {
            output.WriteLine($"    -{Text(parameter, "name")} <{Text(Child(parameter, "type"), "name")}>");
            Lines(output, Paragraphs(parameter, "description"), "        ");
        }

        foreach (var example in Items(help, "examples", "example"))
        {
            output.WriteLine(Text(example, "title").Trim());
            Lines(output, Text(example, "code").Split('\n'), "    ");
            Lines(output, Paragraphs(example, "remarks"), "    ");
        }
    }

    private static void Section(TextWriter output, string title, IEnumerable<string> lines)
    {
        output.WriteLine(title);
        Lines(output, lines, "    ");
    }

    private static void Lines(TextWriter output, IEnumerable<string> lines, string indent)
    {
        foreach (var line in lines)
        {
            output.WriteLine((indent + line).TrimEnd());
        }

        output.WriteLine();
    }

    private static string Syntax(PSObject item) =>
        string.Join(' ', Items(item, "parameter").Select(Parameter).Prepend(Text(item, "name")).Append("[<CommonParameters>]"));

    private static string Parameter(PSObject parameter)
    {
        var value = Text(parameter, "parameterValue");
        var text = $"-{Text(parameter, "name")}" + (value.Length == 0 ? "" : $" <{value}>");
        return Text(parameter, "required") == "true" ? text : $"[{text}]";
    }

    private static IEnumerable<string> Paragraphs(PSObject? holder, string name) =>
        Items(holder, name).Select(paragraph => Text(paragraph, "Text"));

    private static IEnumerable<PSObject> Items(PSObject? holder, params string[] path)
    {
        foreach (var name in path.SkipLast(1))
        {
            holder = Child(holder, name);
        }

        return holder?.Properties[path[^1]]?.Value switch
        {
            null => [],
            PSObject { BaseObject: IList list } => list.Cast<object>().Select(PSObject.AsPSObject),
            IList list => list.Cast<object>().Select(PSObject.AsPSObject),
            var single => [PSObject.AsPSObject(single)],
        };
    }

    private static PSObject? Child(PSObject? holder, string name) =>
        holder?.Properties[name]?.Value is { } value ? PSObject.AsPSObject(value) : null;

    private static string Text(PSObject? holder, string name) => holder?.Properties[name]?.Value?.ToString() ?? "";
}
