using System.Management.Automation;

namespace Kubeadm.Host.Output;

/// <summary>Writes the results of a pipeline.</summary>
internal abstract class ResultWriter
{
    /// <summary>The writer of a format.</summary>
    public static ResultWriter Create(OutputFormat format, TextWriter output) => format switch
    {
        OutputFormat.Json => new JsonResultWriter(output),
        OutputFormat.Yaml => new YamlResultWriter(output),
        _ => new TextResultWriter(output),
    };

    /// <summary>Writes a result.</summary>
    public abstract void Add(PSObject result);

    /// <summary>Writes what is not written yet.</summary>
    public abstract void Complete();
}
