using System.Management.Automation;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Checks configurations, as <c>kubeadm config validate</c> does.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KubeadmConfig", DefaultParameterSetName = "Path")]
[OutputType(typeof(KubeadmConfigReport))]
public sealed class TestKubeadmConfigCommand : ConfigurationTextCommand
{
    private protected override void Process(ConfigurationText text, string? path)
    {
        var report = RunEngine((engine, token) => ConfigurationReport.TestAsync(text, engine.Ports.Node, versionResolver: null, token));
        WriteObject(new KubeadmConfigReport { Path = path, IsValid = report.IsValid, Findings = [.. report.Findings] });
    }
}
