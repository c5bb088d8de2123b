using System.Management.Automation;
using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.PowerShell;

/// <summary>
/// The base of cmdlets that read configurations: each file and each text is one by itself, and the documents that come as objects are
/// one together.
/// </summary>
public abstract class ConfigurationTextCommand : KubeadmCommand
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";
    private const string ByText = "Text";

    private readonly List<object> _documents = [];

    /// <summary>Paths of configuration files, files, documents and hashtables. A string of several lines is taken for the configuration itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByPath)]
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = ParameterWays.Any)]
    [Alias("Config", "FullName")]
    [SupportsWildcards]
    public object[] Path { get; set; } = [];

    /// <summary>Paths of configuration files as they are written, wildcards being letters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The text of a configuration.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByText)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public string Content { get; set; } = "";

    private protected override void Process()
    {
        RequireOneWay(hasInput: true);
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Content)))
        {
            ProcessFile(new ConfigurationFile(null, Content));
        }

        _documents.AddRange(Path.Where(ConfigurationSources.IsDocument));
        foreach (var source in Path.Where(source => !ConfigurationSources.IsDocument(source)))
        {
            Try(() => Sources.ReadEach(source).ToList().ForEach(ProcessFile));
        }

        foreach (var path in LiteralPath)
        {
            Try(() => ProcessFile(Sources.ReadLiteral(Paths.Resolve(path))));
        }
    }

    private protected override void End()
    {
        if (_documents.Count > 0)
        {
            Process(ReadConfiguration([.. _documents])!, null);
        }
    }

    /// <summary>Processes one configuration.</summary>
    /// <param name="text">The configuration.</param>
    /// <param name="path">The file that it comes from; null where it comes from none.</param>
    private protected abstract void Process(ConfigurationText text, string? path);

    private ConfigurationSources Sources => new(Paths, ThisMachine.Files);

    private void ProcessFile(ConfigurationFile file) => Process(new ConfigurationText([file]), file.Path);

    /// <summary>One file of many that cannot be read does not end the pipeline.</summary>
    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (IsExpected(error))
        {
            WriteError(ErrorRecords.ToRecord(error));
        }
    }
}
