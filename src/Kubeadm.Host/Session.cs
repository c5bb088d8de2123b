using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Kubeadm.Host.Output;
using Microsoft.PowerShell.Commands;

namespace Kubeadm.Host;

/// <summary>A small PowerShell session with the module's cmdlets alone, and the running of one pipeline in it. It starts faster than the whole of PowerShell.</summary>
internal sealed class Session : IDisposable
{
    private readonly Runspace _runspace;
    private readonly TextWriter _error;
    private readonly Func<ErrorRecord, string> _remedyOf;

    private Session(Runspace runspace, TextWriter error, Func<ErrorRecord, string> remedyOf)
    {
        _runspace = runspace;
        _error = error;
        _remedyOf = remedyOf;
    }

    /// <summary>The errors of the pipelines so far.</summary>
    public List<ErrorRecord> Errors { get; } = [];

    /// <summary>Opens a session.</summary>
    /// <param name="forText">Whether results are to be formatted; objects alone start faster.</param>
    /// <param name="ui">The console.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="remedyOf">What a person is told to do about an error; null takes the error's own recommendation.</param>
    public static Session Open(bool forText, ConsoleHostUI ui, TextWriter error, Func<ErrorRecord, string>? remedyOf = null)
    {
        var state = InitialSessionState.Create();
        state.LanguageMode = PSLanguageMode.FullLanguage;
        state.ThreadOptions = PSThreadOptions.UseCurrentThread;
        state.Providers.Add(new SessionStateProviderEntry("FileSystem", typeof(FileSystemProvider), null));
        CmdletCatalog.AddTo(state);
        if (forText)
        {
            TextLines.AddTo(state);
        }

        var runspace = RunspaceFactory.CreateRunspace(new ConsoleHost(ui), state);
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        return new Session(runspace, error, remedyOf ?? (record => record.ErrorDetails?.RecommendedAction ?? ""));
    }

    /// <summary>Runs a pipeline and hands on each result as it comes.</summary>
    /// <returns>Whether it ended without an error.</returns>
    public bool Run(Action<System.Management.Automation.PowerShell> build, Action<PSObject> onResult, CancellationToken cancellationToken)
    {
        using var pipeline = System.Management.Automation.PowerShell.Create(_runspace);
        build(pipeline);
        var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, added) =>
        {
            // What has no value, as a property of nothing, is a result to PowerShell and nothing to a reader.
            if (output[added.Index] is { } result)
            {
                onResult(result);
            }
        };
        pipeline.Streams.Error.DataAdded += (_, added) => Report(pipeline.Streams.Error[added.Index]);
        using var stop = cancellationToken.Register(() => pipeline.BeginStop(null, null));
        try
        {
            pipeline.Invoke<PSObject>(null, output);
            return !pipeline.HadErrors && Errors.Count == 0;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (Exception error) when (cancellationToken.IsCancellationRequested && error is InvalidOperationException or RuntimeException)
        {
            // It was stopped before it had begun, and a pipeline that is stopping cannot begin; or one of its commands found the others ended.
            return false;
        }
        catch (RuntimeException error)
        {
            Report(error.ErrorRecord);
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    private void Report(ErrorRecord record)
    {
        Errors.Add(record);
        ErrorText.Write(_error, record, _remedyOf(record));
    }
}
