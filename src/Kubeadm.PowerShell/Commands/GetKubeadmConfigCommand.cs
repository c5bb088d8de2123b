using System.Management.Automation;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Operations.Configuration;
using Kubeadm.PowerShell.Results;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Returns the configurations that a cluster keeps.</summary>
[Cmdlet(VerbsCommon.Get, "KubeadmConfig")]
[OutputType(typeof(KubeadmDocument), typeof(string))]
public sealed class GetKubeadmConfigCommand : KubeadmCommand
{
    /// <summary>Configurations of components to give too.</summary>
    [Parameter(Position = 0)]
    [Alias("Component")]
    [ValidateSet("KubeletConfiguration", "KubeProxyConfiguration")]
    public string[] ComponentConfig { get; set; } = [];

    /// <summary>Returns this machine's own part too, or that of the node that is named, as an InitConfiguration.</summary>
    [Parameter]
    public SwitchParameter IncludeNode { get; set; }

    /// <summary>The node whose part is given too.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? NodeName { get; set; }

    /// <summary>The kubeconfig for talking to the cluster.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>Returns the text of the configurations instead of their documents.</summary>
    [Parameter]
    public SwitchParameter AsYaml { get; set; }

    private protected override void Process()
    {
        var request = new ClusterDocumentsRequest
        {
            Kubeconfig = ResolveOptionalPath(Kubeconfig),
            Components = [.. ComponentConfig.Select(kind => ComponentGroup.Find(kind)!)],
            WithNode = IncludeNode,
            NodeName = NodeName,
        };
        var texts = RunEngine((engine, token) => new ClusterDocuments(engine.Ports, engine.Observer).ReadAsync(request, token));
        var yaml = ClusterDocuments.Join(texts);
        WriteObject(AsYaml ? yaml : Guard(() => KubeadmDocuments.ReadAll(yaml).ToList()), enumerateCollection: true);
    }
}
