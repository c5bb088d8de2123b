using System.Globalization;
using System.Management.Automation;
using System.Xml.Linq;

namespace Kubeadm.Host.Output;

/// <summary>
/// The views of Kubeadm.format.ps1xml. PowerShell's own formatting comes with a package that cannot be hosted, so the few elements that
/// the module's views use are read here: one definition serves both.
/// </summary>
internal static class ViewCatalog
{
    private static readonly Lazy<IReadOnlyDictionary<string, View>> Views = new(Read);

    /// <summary>The first view made for an object's type, or null.</summary>
    public static View? Find(PSObject result) =>
        result.TypeNames.Select(Views.Value.GetValueOrDefault).FirstOrDefault(view => view is not null);

    private static Dictionary<string, View> Read()
    {
        using var stream = typeof(ViewCatalog).Assembly.GetManifestResourceStream("Kubeadm.format.ps1xml")!;
        var views = new Dictionary<string, View>(StringComparer.Ordinal);
        foreach (var element in XDocument.Load(stream).Descendants("View"))
        {
            View view = element.Element("TableControl") is { } table ? TableView.Read(table) : ListView.Read(element.Element("ListControl")!);
            foreach (var type in element.Element("ViewSelectedBy")!.Elements("TypeName"))
            {
                views.TryAdd(type.Value, view);
            }
        }

        return views;
    }
}

/// <summary>A way to show objects of a type.</summary>
internal abstract class View
{
    /// <summary>Writes objects.</summary>
    public abstract void Write(TextWriter output, IReadOnlyList<PSObject> rows);
}

/// <summary>Where a column or line of a view takes its value from.</summary>
internal sealed class ViewValue(string? property, string? script, string? format)
{
    private readonly Lazy<ScriptBlock?> _script = new(() => script is null ? null : ScriptBlock.Create(script));

    /// <summary>Reads the value of an element that holds a PropertyName or a ScriptBlock, and perhaps a FormatString.</summary>
    public static ViewValue Read(XElement element) =>
        new(element.Element("PropertyName")?.Value, element.Element("ScriptBlock")?.Value, element.Element("FormatString")?.Value);

    /// <summary>The name to show where the view gives none.</summary>
    public string Name => property ?? "";

    /// <summary>The value for an object, on one line. Views colour where there is a PSStyle; here is none, for programs read this text.</summary>
    public string Of(PSObject row)
    {
        var value = _script.Value is { } block
            ? block.InvokeWithContext(null, [new PSVariable("_", row), new PSVariable("PSStyle", null)]).FirstOrDefault()?.BaseObject
            : row.Properties[property!]?.Value;
        return format is not null && value is IFormattable or string ? string.Format(CultureInfo.InvariantCulture, format, value) : PlainText.Of(value);
    }
}
