using System.Management.Automation;
using Kubeadm.Engine.Advice;
using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Checks configurations, as <c>kubeadm config validate</c> does.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KubeadmConfig", DefaultParameterSetName = ParameterWays.Any)]
[OutputType(typeof(KubeadmConfigReport), typeof(bool))]
public sealed class TestKubeadmConfigCommand : ConfigurationTextCommand
{
    /// <summary>Returns whether it passes, and nothing else.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process(ConfigurationText text, string? path)
    {
        var report = RunEngine((engine, token) => ConfigurationAdvisor.TestAsync(text, engine.Ports.Node, versionResolver: null, token));
        WriteObject(Quiet ? report.IsValid : new KubeadmConfigReport { Path = path, IsValid = report.IsValid, Findings = [.. report.Findings] });
    }
}
