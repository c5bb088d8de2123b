using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kubeadm;

namespace ResourceBuilder;

/// <summary>What the doc comments of properties say, which the compiler keeps beside the assembly.</summary>
internal static partial class Descriptions
{
    private static readonly Dictionary<string, XElement> Members = XDocument.Load(Path.ChangeExtension(typeof(KubeResourceState).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    /// <summary>The summary of a property, in a line.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public static string Of(PropertyInfo property)
    {
        var name = $"P:{property.DeclaringType!.FullName}.{property.Name}";
        var text = Members.TryGetValue(name, out var member) ? member.Element("summary")?.Value : null;
        return text is null ? throw new InvalidOperationException($"{name} has no summary.") : Spaces().Replace(text, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
