using System.Management.Automation.Runspaces;
using Kubeadm.PowerShell;

namespace Kubeadm.Host.CommandLine;

/// <summary>Runs a command line of kubeadm by the cmdlet that it stands for.</summary>
internal static class KubeadmRunner
{
    /// <summary>Runs a command line to its exit code.</summary>
    public static int Run(IReadOnlyList<string> words, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var (line, group, helpAsked) = KubeadmParser.Parse(words);
        if (line is null)
        {
            KubeadmHelp.Write(output, group);
            return helpAsked ? Application.Success : SubcommandRequired(error);
        }

        if (line.WantsHelp)
        {
            KubeadmHelp.Write(output, line.Entry);
            return Application.Success;
        }

        if (line.Entry.Required.FirstOrDefault(flag => string.IsNullOrEmpty(line.Last(flag))) is { } missing)
        {
            throw new UsageException($"the --{missing} flag is mandatory");
        }

        foreach (var (name, values) in line.Values)
        {
            if (line.Entry.Flag(name) is { Choices: { } choices } && values.Exists(value => !choices.Contains(value)))
            {
                throw new UsageException($"--{name} needs to contain some of [{string.Join(' ', choices)}]");
            }
        }

        if (line.Entry.Arguments?.Missing is { } complaint && line.Arguments.Count == 0)
        {
            throw new UsageException(complaint);
        }

        if (line.Entry.Then is { } stage && line.Then is null && stage.Own.FirstOrDefault(line.Values.ContainsKey) is { } alone)
        {
            throw new UsageException($"cannot use --{alone} without --{stage.Switch}");
        }

        if (line.Last("config") is not null && line.Entry.Excluded.Where(line.Values.ContainsKey).ToList() is { Count: > 0 } mixed)
        {
            throw new UsageException($"can not mix '--config' with arguments [{string.Join(' ', mixed)}]");
        }

        foreach (var idle in line.Idle)
        {
            error.WriteLine($"WARNING: beside a configuration file --{idle} counts for nothing; set it in the file");
        }

        KubeadmOutput.CheckFormat(line);
        return RunCmdlet(line, new KubeadmStreams(output, error), cancellationToken);
    }

    private static int RunCmdlet(KubeadmLine line, KubeadmStreams streams, CancellationToken cancellationToken)
    {
        using var session = Session.Open(forText: false, new KubeadmHostUI(streams.Output, streams.Error, cancellationToken), streams.Error, KubeadmAdvice.RemedyOf);
        Runspace.DefaultRunspace.SessionStateProxy.SetVariable(FilePaths.AsKubeadmVariable, true);
        var results = new List<object>();
        var dryRun = KubeadmDryRun.Of(line, streams.Error);
        var succeeded = session.Run(
            pipeline =>
            {
                pipeline.AddCommand(line.Entry.Cmdlet);
                AddParameters(pipeline, line.Parameters());
                AddParameters(pipeline, dryRun.Parameters);
                if (line.Then is { } stage)
                {
                    pipeline.AddCommand(stage.Cmdlet);
                    AddParameters(pipeline, line.ThenParameters());
                    AddParameters(pipeline, dryRun.Parameters);
                }
            },
            result => results.Add(result.BaseObject),
            cancellationToken);

        // The pipeline remembers errors that were ignored. One that ended the cmdlet is reported all the same.
        var goesOn = line.Entry.GoesOnAfterErrors && session.Errors.Count == 0 && !cancellationToken.IsCancellationRequested;
        if (succeeded || goesOn)
        {
            return line.Entry.Print(line, results, streams);
        }

        dryRun.Discard();
        return Application.Failure;
    }

    private static void AddParameters(System.Management.Automation.PowerShell pipeline, IEnumerable<(string Name, object? Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            if (value is null)
            {
                pipeline.AddParameter(name);
            }
            else
            {
                pipeline.AddParameter(name, value);
            }
        }
    }

    private static int SubcommandRequired(TextWriter error)
    {
        error.WriteLine("error: subcommand is required");
        return Application.Failure;
    }
}
