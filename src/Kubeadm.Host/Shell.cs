using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.PowerShell;

namespace Kubeadm.Host;

/// <summary>PowerShell's own console host with the module loaded: its prompt, scripts and commands, and the other side of its jobs and its remoting.</summary>
internal static partial class Shell
{
    private const int InterruptSignal = 2;
    private const string ScriptExtension = ".ps1";
    private const string StandardInput = "-";

    private static readonly TimeSpan InterruptPause = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The parameters of PowerShell's command line after which it does not ask for commands, each with the fewest letters that it can be
    /// cut short to (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_pwsh).
    /// </summary>
    private static readonly (string Name, int Shortest)[] Unasked =
    [
        ("command", 1), ("file", 1), ("encodedcommand", 1), ("ec", 2), ("commandwithargs", 15), ("cwa", 3),
        ("servermode", 1), ("sshservermode", 4), ("namedpipeservermode", 3), ("socketservermode", 2), ("version", 1), ("help", 1),
    ];

    private static string ModulePath => Path.Combine(AppContext.BaseDirectory, "Modules", "Kubeadm", "Kubeadm.psd1");

    /// <summary>Runs PowerShell as <c>pwsh</c> is run with these words.</summary>
    /// <returns>Its exit code.</returns>
    public static int Run(IReadOnlyList<string> args)
    {
        if (Console.IsOutputRedirected && Console.IsErrorRedirected)
        {
            // PowerShell colours its errors in logs too.
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }

        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([ModulePath]);
        return ConsoleShell.Start(state, Banner, "", [.. args]);
    }

    /// <summary>
    /// Whether PowerShell is to take commands as they come, from a person or from standard input: an interrupt then ends what runs and not
    /// the process, and other signals end the process at once, as of a shell.
    /// </summary>
    public static bool IsInteractive(IReadOnlyList<string> args)
    {
        foreach (var word in args)
        {
            var name = word.TrimStart('-');
            if (name.Length == word.Length)
            {
                if (word.EndsWith(ScriptExtension, StringComparison.OrdinalIgnoreCase))
                {
                    return false;
                }
            }
            else if (Means(name, "noexit", 3))
            {
                return true;
            }
            else if (Array.Exists(Unasked, parameter => Means(name, parameter.Name, parameter.Shortest)))
            {
                return args[^1] == StandardInput;
            }
        }

        return true;
    }

    /// <summary>
    /// Has PowerShell end what it runs, its <c>finally</c> blocks too, until the process is gone. It does so for an interrupt alone, and hears
    /// none before it has started.
    /// </summary>
    public static void Interrupt()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        new Thread(() =>
        {
            while (NativeKill(Environment.ProcessId, InterruptSignal) == 0)
            {
                Thread.Sleep(InterruptPause);
            }
        })
        { IsBackground = true }.Start();
    }

    private static string Banner =>
        $"kubeadm-ps {VersionOf(typeof(Shell))}, PowerShell {VersionOf(typeof(InitialSessionState))}.{Environment.NewLine}Get-Command -Module Kubeadm lists what it adds, Get-Help about_Kubeadm explains it.";

    private static string VersionOf(Type type) =>
        (type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split([' ', '+'])[0];

    private static bool Means(string word, string parameter, int shortest) =>
        word.Length >= shortest && parameter.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int NativeKill(int process, int signal);
}
