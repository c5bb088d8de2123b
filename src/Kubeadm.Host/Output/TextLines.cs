using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell.Commands;

namespace Kubeadm.Host.Output;

/// <summary>PowerShell's formatting of results as lines of text, by the module's views.</summary>
internal static class TextLines
{
    private const string Formatter = "Out-String";
    private const int WidthOfFiles = 100;

    private static readonly string ViewFile = Path.Combine(AppContext.BaseDirectory, "Modules", "Kubeadm", "Kubeadm.format.ps1xml");

    /// <summary>Adds what formatting needs to a session.</summary>
    public static void AddTo(InitialSessionState state)
    {
        state.Commands.Add(new SessionStateCmdletEntry(Formatter, typeof(OutStringCommand), null));
        state.Formats.Add(new SessionStateFormatEntry(ViewFile));
    }

    /// <summary>Has a pipeline end with lines of text, as wide as the screen.</summary>
    public static void AddTo(System.Management.Automation.PowerShell pipeline)
    {
        if (Console.IsOutputRedirected)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }

        pipeline.AddCommand(Formatter).AddParameter("Stream").AddParameter("Width", Console.IsOutputRedirected ? WidthOfFiles : Console.WindowWidth);
    }
}
