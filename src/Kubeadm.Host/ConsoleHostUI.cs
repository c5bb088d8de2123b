using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Host;

/// <summary>
/// Writes each of PowerShell's streams to its descriptor: results are for standard output, everything said about them for standard error.
/// Questions are asked on standard error and answered from standard input.
/// </summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="showInformation">Whether the information stream is part of the output, as it is for kubeadm's own commands.</param>
/// <param name="stopping">Ends the wait for an answer.</param>
internal class ConsoleHostUI(TextWriter output, TextWriter error, bool showInformation, CancellationToken stopping) : PSHostUserInterface
{
    private string _lastProgress = "";

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI => null!;

    /// <inheritdoc/>
    public override void Write(string value) => output.Write(value);

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => output.Write(value);

    /// <inheritdoc/>
    public override void WriteLine(string value) => output.WriteLine(value);

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) => error.WriteLine(value);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => error.WriteLine($"DEBUG: {message}");

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => error.WriteLine($"VERBOSE: {message}");

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => error.WriteLine($"WARNING: {message}");

    /// <inheritdoc/>
    public override void WriteInformation(InformationRecord record)
    {
        if (showInformation && record.Tags.Contains("Kubeadm"))
        {
            output.WriteLine(record.MessageData);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Of phases there are lines of their own, and of parts of a work nothing is said: their lines, which change each second, are for a
    /// screen that draws over them.
    /// </remarks>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (record.ActivityId != ProgressReport.MainId)
        {
            return;
        }

        var line = record.RecordType == ProgressRecordType.Completed ? "" : $"{record.Activity}: {record.StatusDescription}";
        if (line.Length > 0 && line != _lastProgress)
        {
            error.WriteLine(line);
        }

        _lastProgress = line;
    }

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        while (true)
        {
            error.WriteLine(caption);
            error.WriteLine(message);
            error.Write(string.Join("  ", choices.Select(c => $"[{Key(c)}] {c.Label.Replace("&", "", StringComparison.Ordinal)}")) + ": ");
            var answer = ReadAnswer()
                ?? throw new PSInvalidOperationException("There is nobody to answer: add -Confirm:$false to go on without a question.");
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            var chosen = choices.ToList().FindIndex(c => Key(c).Equals(answer.Trim(), StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0)
            {
                return chosen;
            }
        }
    }

    /// <inheritdoc/>
    public override string ReadLine() => ReadAnswer() ?? "";

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString() => throw NoPrompt();

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new PSInvalidOperationException($"A value is missing for: {string.Join(", ", descriptions.Select(d => d.Name))}.");

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw NoPrompt();

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw NoPrompt();

    /// <summary>A line of standard input; null where it has ended. A read cannot be called off: a command that was stopped meanwhile leaves it to itself.</summary>
    private string? ReadAnswer()
    {
        var line = Task.Run(Console.In.ReadLine, CancellationToken.None);
        try
        {
            line.Wait(stopping);
        }
        catch (OperationCanceledException)
        {
            error.WriteLine();
            throw new PipelineStoppedException();
        }

        return line.Result;
    }

    private static PSInvalidOperationException NoPrompt() => new("kubeadm-ps asks for no credentials.");

    /// <summary>The letter that stands for a choice.</summary>
    protected static string Key(ChoiceDescription choice)
    {
        var at = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return at >= 0 && at + 1 < choice.Label.Length ? choice.Label.Substring(at + 1, 1) : choice.Label;
    }
}
