using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes from a list of known words.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var pattern = WildcardPattern.Get((wordToComplete ?? "").Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        return Words(commandName, fakeBoundParameters).Where(word => pattern.IsMatch(word.Text))
            .Select(word => new CompletionResult(word.Text, word.Text, CompletionResultType.ParameterValue, word.Description));
    }

    /// <summary>The path that the line has for a parameter, as the cmdlet would resolve it; null where it has none, or none that can be.</summary>
    private protected static string? PathIn(IDictionary bound, string parameter)
    {
        if (bound[parameter]?.ToString() is not { Length: > 0 } path || Runspace.DefaultRunspace is null)
        {
            return null;
        }

        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddScript("$ExecutionContext.SessionState");
        return shell.Invoke().FirstOrDefault()?.BaseObject is SessionState session && TryResolve(session, path, out var resolved) ? resolved : null;
    }

    /// <summary>The words, each with what it means.</summary>
    /// <param name="commandName">The cmdlet whose argument is completed.</param>
    /// <param name="bound">Its parameters that are on the line, as far as they are known.</param>
    private protected abstract IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound);

    /// <summary>Completion says nothing of why there are no words.</summary>
    private static bool TryResolve(SessionState session, string path, out string? resolved)
    {
        try
        {
            resolved = new FilePaths(session).Resolve(path);
            return true;
        }
        catch (Exception error) when (error is RuntimeException || KubeadmCommand.IsExpected(error))
        {
            resolved = null;
            return false;
        }
    }
}
