using System.Management.Automation;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Host.Output;

/// <summary>Writes results as one YAML document: one result as it is, none or several as a list.</summary>
internal sealed class YamlResultWriter(TextWriter output) : ResultWriter
{
    private readonly List<JsonNode?> _results = [];

    /// <inheritdoc/>
    public override void Add(PSObject result) => _results.Add(ObjectTree.Of(result));

    /// <inheritdoc/>
    public override void Complete() => output.Write(KubeYaml.Write(JsonResultWriter.Whole(_results)));
}
