using System.Management.Automation;

namespace Kubeadm.Host;

/// <summary>An error as a person reads it: what went wrong, what can be done, and the identifier to look it up by.</summary>
internal static class ErrorText
{
    /// <summary>Writes an error.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="record">The error.</param>
    /// <param name="remedy">What can be done; empty when nothing is known.</param>
    public static void Write(TextWriter writer, ErrorRecord record, string remedy)
    {
        writer.WriteLine($"error: {record.ErrorDetails?.Message ?? record.Exception.Message}");
        if (remedy.Length > 0)
        {
            writer.WriteLine($"  what to do: {remedy}");
        }

        writer.WriteLine($"  id: {record.FullyQualifiedErrorId}");
    }
}
