using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace Kubeadm.Host.CommandLine;

/// <summary>The console of kubeadm's own commands: what is done is part of the output, and questions are kubeadm's, where only yes means yes.</summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="stopping">Ends the wait for an answer.</param>
internal sealed class KubeadmHostUI(TextWriter output, TextWriter error, CancellationToken stopping) : ConsoleHostUI(output, error, showInformation: true, stopping)
{
    private const string Yes = "Y";
    private const string No = "N";

    /// <inheritdoc/>
    /// <remarks>A pipe may hold the answer. Its end is no answer, which means no.</remarks>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Write($"{message} [y/N]: ");
        var answer = ReadLine().Trim();
        var isYes = answer.Equals(Yes, StringComparison.OrdinalIgnoreCase) || answer.Equals("yes", StringComparison.OrdinalIgnoreCase);
        return choices.ToList().FindIndex(choice => Key(choice) == (isYes ? Yes : No));
    }
}
