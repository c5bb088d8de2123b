using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace Kubeadm.PowerShell.Tests;

/// <summary>A PowerShell session that imported the module as a user would, beside another module's older YamlDotNet.</summary>
public sealed class ModuleSession : IDisposable
{
    private static readonly Assembly OtherModule = Assembly.LoadFrom(Places.OlderYamlDotNet);
    private readonly Runspace _runspace;

    public ModuleSession()
    {
        Assert.StartsWith("YamlDotNet, Version=11.", OtherModule.FullName, StringComparison.Ordinal);
        var state = InitialSessionState.CreateDefault();
        state.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        Run("Import-Module $args[0]", Places.Module).ThrowIfFailed();
    }

    /// <summary>Runs a script and collects all its streams.</summary>
    public RunOutcome Run(string script, params object[] arguments)
    {
        using var pipeline = System.Management.Automation.PowerShell.Create(_runspace);
        pipeline.AddScript(script);
        foreach (var argument in arguments)
        {
            pipeline.AddArgument(argument);
        }

        var output = new List<PSObject>();
        var errors = new List<ErrorRecord>();
        try
        {
            output.AddRange(pipeline.Invoke());
        }
        catch (RuntimeException error)
        {
            errors.Add(error.ErrorRecord);
        }

        errors.AddRange(pipeline.Streams.Error);
        return new RunOutcome(
            output,
            errors,
            [.. pipeline.Streams.Warning.Select(w => w.Message)],
            [.. pipeline.Streams.Verbose.Select(v => v.Message)],
            [.. pipeline.Streams.Information.Select(i => i.MessageData.ToString()!)])
        {
            Progress = [.. pipeline.Streams.Progress],
        };
    }

    public void Dispose() => _runspace.Dispose();
}

/// <summary>What a script left on each stream.</summary>
public sealed record RunOutcome(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Information)
{
    public IReadOnlyList<ProgressRecord> Progress { get; init; } = [];

    public PSObject Single => Assert.Single(ThrowIfFailed().Output);

    public RunOutcome ThrowIfFailed()
    {
        Assert.True(Errors.Count == 0, string.Join("\n", Errors.Select(e => $"{e.FullyQualifiedErrorId}: {e} {e.Exception}")));
        return this;
    }

    public object? Value(string property) => Single.Properties[property].Value;
}

/// <summary>One session for all tests of the module: importing is what takes time.</summary>
[CollectionDefinition(Name)]
public sealed class ModuleSuite : ICollectionFixture<ModuleSession>
{
    public const string Name = "module";
}
