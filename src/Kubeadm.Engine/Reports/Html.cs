using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Kubeadm.Engine.Reports;

/// <summary>Elements of a page that is HTML and XML alike. All text is encoded, whatever it holds.</summary>
internal static class Html
{
    /// <summary>The elements of HTML without an end tag that pages have.</summary>
    private const string Meta = "meta";

    /// <summary>Creates an element.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Texts, attributes, elements and lists of them; null is nothing.</param>
    public static XElement Element(string name, params object?[] content)
    {
        var element = new XElement(name, [.. content.Select(part => part is string text ? new XText(Clean(text)) : part)]);
        if (element.IsEmpty && name != Meta)
        {
            // HTML takes <p/> for a start tag; with an empty text the end tag is written.
            element.Add("");
        }

        return element;
    }

    /// <summary>Creates an attribute.</summary>
    public static XAttribute Attribute(string name, string value) => new(name, Clean(value));

    /// <summary>Creates an attribute of a number, as SVG writes numbers.</summary>
    public static XAttribute Attribute(string name, double value) => new(name, value.ToString("0.##", CultureInfo.InvariantCulture));

    /// <summary>Creates the attribute of an element's classes.</summary>
    public static XAttribute Class(string names) => new("class", names);

    /// <summary>A day, which machines can read too.</summary>
    public static XElement Day(DateTime time) => Time(time, "yyyy-MM-dd");

    /// <summary>A minute, which machines can read too.</summary>
    public static XElement Minute(DateTime time) => Time(time, "yyyy-MM-dd HH:mm 'UTC'");

    /// <summary>The text of a page.</summary>
    public static string Write(XElement page)
    {
        var text = new StringBuilder("<!DOCTYPE html>\n");
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, IndentChars = " ", NewLineChars = "\n" }))
        {
            page.WriteTo(writer);
        }

        return text.Append('\n').ToString();
    }

    private static XElement Time(DateTime time, string format) => Element(
        "time", Attribute("datetime", time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)), time.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>Text without what no page may hold: control characters, halves of characters, and signs that turn the direction of what follows.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(IsShown(rune) ? rune : Rune.ReplacementChar);
        }

        return clean.ToString();
    }

    private static bool IsShown(Rune rune) => rune.Value switch
    {
        '\t' or '\n' => true,
        < ' ' or 0x7F or (>= 0x80 and <= 0x9F) or 0xFFFE or 0xFFFF => false,
        (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => false,
        _ => true,
    };
}
