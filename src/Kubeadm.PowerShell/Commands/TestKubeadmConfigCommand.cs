using System.Management.Automation;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Preflight;
using Kubeadm.PowerShell.Results;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Checks configurations, as <c>kubeadm config validate</c> does.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KubeadmConfig", DefaultParameterSetName = "Path")]
[OutputType(typeof(KubeadmConfigReport))]
public sealed class TestKubeadmConfigCommand : ConfigurationTextCommand
{
    private protected override void ProcessText(string? path, string text)
    {
        var ports = EnginePorts.CreateLocal();
        var report = RunEngine((_, token) => ConfigurationReport.TestAsync(text, ports.Node, versionResolver: null, token));
        WriteObject(new KubeadmConfigReport { Path = path, IsValid = report.IsValid, Findings = report.Findings });
    }
}
