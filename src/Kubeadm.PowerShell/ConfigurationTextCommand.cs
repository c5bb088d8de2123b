using System.Management.Automation;

namespace Kubeadm.PowerShell;

/// <summary>Takes configurations as files or as text.</summary>
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
            ProcessText(null, Content);
            return;
        }

        foreach (var path in Path)
        {
            if (path.Contains('\n', StringComparison.Ordinal))
            {
                ProcessText(null, path);
            }
            else
            {
                ProcessFile(ResolvePath(path));
            }
        }
    }

    /// <summary>Does the cmdlet's work on one configuration.</summary>
    /// <param name="path">The file, or null.</param>
    /// <param name="text">Its text.</param>
    private protected abstract void ProcessText(string? path, string text);

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
            WriteError(EngineErrors.ToRecord(error));
            return;
        }

        ProcessText(path, text);
    }
}
