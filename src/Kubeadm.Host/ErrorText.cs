using System.Management.Automation;

namespace Kubeadm.Host;

/// <summary>An error as a person reads it: what went wrong, what can be done, and the identifier to look it up by.</summary>
internal static class ErrorText
{
    /// <summary>Writes an error.</summary>
    public static void Write(TextWriter writer, ErrorRecord record)
    {
        writer.WriteLine($"error: {record.ErrorDetails?.Message ?? record.Exception.Message}");
        if (record.ErrorDetails?.RecommendedAction is { Length: > 0 } remedy)
        {
            writer.WriteLine($"  what to do: {remedy}");
        }

        if (record.InvocationInfo is { ScriptLineNumber: > 0, ScriptName.Length: > 0 } place)
        {
            writer.WriteLine($"  at: {place.ScriptName}:{place.ScriptLineNumber}");
        }

        writer.WriteLine($"  id: {record.FullyQualifiedErrorId}");
    }
}
