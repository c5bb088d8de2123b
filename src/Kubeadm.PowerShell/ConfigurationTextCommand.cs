using System.Management.Automation;
using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.PowerShell;

/// <summary>The base of cmdlets that read configurations from files or as text.</summary>
public abstract class ConfigurationTextCommand : KubeadmCommand
{
    private const string ByPath = "Path";
    private const string ByText = "Text";

    /// <summary>Paths of configuration files. A string of several lines is taken for the configuration itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [Alias("Config", "FullName")]
    public string[] Path { get; set; } = [];

    /// <summary>The text of a configuration.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByText)]
    public string Content { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByText)
        {
            Process(new ConfigurationFile(null, Content));
            return;
        }

        foreach (var path in Path)
        {
            if (path.Contains('\n', StringComparison.Ordinal))
            {
                Process(new ConfigurationFile(null, path));
            }
            else
            {
                ProcessFile(ResolvePath(path));
            }
        }
    }

    /// <summary>Processes one configuration.</summary>
    /// <param name="file">The file, or the text that comes from none.</param>
    private protected abstract void Process(ConfigurationFile file);

    private void ProcessFile(string path)
    {
        string text;
        try
        {
            text = ReadText(path);
        }
        catch (Exception error) when (IsExpected(error))
        {
            // One file of many that cannot be read does not end the pipeline.
            WriteError(ErrorRecords.ToRecord(error));
            return;
        }

        Process(new ConfigurationFile(path, text));
    }
}
