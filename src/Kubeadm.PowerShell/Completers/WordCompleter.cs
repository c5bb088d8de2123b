using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

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

    /// <summary>The words, each with what it means.</summary>
    /// <param name="commandName">The cmdlet whose argument is completed.</param>
    /// <param name="bound">Its parameters that are on the line, as far as they are known.</param>
    private protected abstract IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound);
}
