using System.Management.Automation;
using Kubeadm.Engine.Configuration;
using Kubeadm.PowerShell.Results;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Returns default configurations to start from, as <c>kubeadm config print …-defaults</c> does.</summary>
[Cmdlet(VerbsCommon.New, "KubeadmConfig")]
[OutputType(typeof(KubeadmDocument), typeof(string))]
public sealed class NewKubeadmConfigCommand : KubeadmCommand
{
    /// <summary>What the configuration is for.</summary>
    [Parameter(Position = 0)]
    public DefaultDocumentKind[] Kind { get; set; } = [DefaultDocumentKind.Init];

    /// <summary>Configurations of components to give after those of init.</summary>
    [Parameter]
    [ValidateSet("KubeletConfiguration", "KubeProxyConfiguration")]
    public string[] ComponentConfig { get; set; } = [];

    /// <summary>Returns the text of the configuration instead of its documents.</summary>
    [Parameter]
    public SwitchParameter AsYaml { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var node = ThisMachine;
        var belongsToInit = Kind.Contains(DefaultDocumentKind.Init);
        var texts = Kind.Select(kind => Guard(() => DefaultDocuments.Print(kind, kind == DefaultDocumentKind.Init || !belongsToInit ? ComponentConfig : [], node)));
        var yaml = string.Join("---\n", texts);
        WriteObject(AsYaml ? yaml : KubeadmDocuments.ReadAll(yaml), enumerateCollection: true);
    }
}
