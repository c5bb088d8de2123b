using System.Management.Automation;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Reporting;
using Kubeadm.PowerShell.Results;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Converts configurations to the newest version, as <c>kubeadm config migrate</c> does.</summary>
[Cmdlet(VerbsData.Convert, "KubeadmConfig", DefaultParameterSetName = ParameterWays.Any)]
[OutputType(typeof(KubeadmDocument), typeof(string))]
public sealed class ConvertKubeadmConfigCommand : ConfigurationTextCommand
{
    /// <summary>Returns the text of the new configuration instead of its documents.</summary>
    [Parameter]
    public SwitchParameter AsYaml { get; set; }

    private protected override void Process(ConfigurationText text, string? path)
    {
        var converted = RunEngine(async (engine, token) =>
        {
            var result = await ConfigurationConverter.MigrateAsync(text, engine.Ports.Node, versionResolver: null, token);
            engine.Observer.Warn(result.Findings);
            return result;
        });
        WriteObject(AsYaml ? converted.Configuration : KubeadmDocuments.ReadAll(converted.Configuration), enumerateCollection: true);
    }
}
