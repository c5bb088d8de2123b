using System.Collections;
using System.Management.Automation;

namespace Kubeadm.Host.Output;

/// <summary>Text of an object that has no view: a value as it is, else one property a line.</summary>
internal static class PlainText
{
    /// <summary>Writes an object.</summary>
    public static void Write(TextWriter output, PSObject result)
    {
        if (result.BaseObject is string or ValueType or Uri or Version)
        {
            output.WriteLine(Of(result));
            return;
        }

        var properties = result.Properties.Where(p => p.IsGettable).ToList();
        if (properties.Count == 0)
        {
            output.WriteLine(result.ToString());
            return;
        }

        var width = properties.Max(p => p.Name.Length);
        foreach (var property in properties)
        {
            output.WriteLine($"{property.Name.PadRight(width)} : {Of(property.Value)}");
        }
    }

    /// <summary>A value on one line.</summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        PSObject { BaseObject: not PSCustomObject } wrapped => Of(wrapped.BaseObject),
        string text => text,
        TimeSpan span => span.TotalSeconds < 60 ? $"{span.TotalSeconds:0.000}s" : span.ToString(@"h\:mm\:ss"),
        DateTime time => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'"),
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Of)),
        _ => value.ToString() ?? "",
    };
}
