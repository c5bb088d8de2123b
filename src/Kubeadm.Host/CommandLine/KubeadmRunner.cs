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

        KubeadmOutput.CheckFormat(line);
        return RunCmdlet(line, new KubeadmStreams(output, error), cancellationToken);
    }

    private static int RunCmdlet(KubeadmLine line, KubeadmStreams streams, CancellationToken cancellationToken)
    {
        using var session = Session.Open(forScripts: false, new KubeadmHostUI(streams.Output, streams.Error), streams.Error);
        var results = new List<object>();
        var succeeded = session.Run(
            pipeline =>
            {
                pipeline.AddCommand(line.Entry.Cmdlet);
                foreach (var (name, value) in line.Parameters())
                {
                    AddParameter(pipeline, name, value);
                }
            },
            result => results.Add(result.BaseObject),
            cancellationToken);
        return succeeded ? line.Entry.Print(line, results, streams) : Application.Failure;
    }

    private static void AddParameter(System.Management.Automation.PowerShell pipeline, string name, object? value)
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

    private static int SubcommandRequired(TextWriter error)
    {
        error.WriteLine("error: subcommand is required");
        return Application.Failure;
    }
}
