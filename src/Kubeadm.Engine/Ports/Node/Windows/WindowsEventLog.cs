using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Kubeadm.Engine.Ports.Node.Windows;

/// <summary>Windows' event log: the log Application, with this program as the source. What programs look for stands below the message, a line each.</summary>
public sealed partial class WindowsEventLog : IJournal
{
    private const string Name = "event log";
    private const string Source = "kubeadm-ps";
    private const string Library = "advapi32.dll";
    private const int EventId = 1;

    // EVENTLOG_ERROR_TYPE, EVENTLOG_WARNING_TYPE and EVENTLOG_INFORMATION_TYPE.
    private const ushort ErrorType = 1;
    private const ushort WarningType = 2;
    private const ushort InformationType = 4;

    /// <summary>Characters of a text: Windows takes 31,839.</summary>
    private const int LongestText = 30_000;

    /// <inheritdoc/>
    public void Require()
    {
        var log = RegisterEventSource(null, Source);
        if (log == 0)
        {
            throw JournalErrors.NotFound(Name, "Application", new Win32Exception(Marshal.GetLastPInvokeError()));
        }

        DeregisterEventSource(log);
    }

    /// <inheritdoc/>
    public void Send(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var log = RegisterEventSource(null, Source);
        if (log == 0)
        {
            throw JournalErrors.Failed(Name, new Win32Exception(Marshal.GetLastPInvokeError()));
        }

        try
        {
            if (!ReportEvent(log, TypeOf(entry.Level), 0, EventId, 0, 1, 0, [TextOf(entry)], 0))
            {
                throw JournalErrors.Failed(Name, new Win32Exception(Marshal.GetLastPInvokeError()));
            }
        }
        finally
        {
            DeregisterEventSource(log);
        }
    }

    /// <summary>The text of an entry.</summary>
    internal static string TextOf(JournalEntry entry)
    {
        var text = string.Join("\r\n", [entry.Message, "", .. entry.Fields.Select(field => $"{field.Key}={field.Value}")]);
        return text[..Math.Min(text.Length, LongestText)];
    }

    private static ushort TypeOf(JournalLevel level) => level switch
    {
        JournalLevel.Error => ErrorType,
        JournalLevel.Warning => WarningType,
        _ => InformationType,
    };

    [LibraryImport(Library, EntryPoint = "RegisterEventSourceW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial nint RegisterEventSource(string? server, string source);

    [LibraryImport(Library, EntryPoint = "DeregisterEventSource", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool DeregisterEventSource(nint log);

    [LibraryImport(Library, EntryPoint = "ReportEventW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool ReportEvent(nint log, ushort type, ushort category, uint id, nint user, ushort stringCount, uint dataSize, string[] strings, nint data);
}
