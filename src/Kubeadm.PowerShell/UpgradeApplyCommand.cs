using System.Management.Automation;
using Kubeadm.Engine.Workflows.Upgrade;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell;

/// <summary>The parameters of <c>kubeadm upgrade apply</c>, which its phases take too when they run by themselves.</summary>
public abstract class UpgradeApplyCommand : UpgradeCommand
{
    /// <summary>The name of the parameters for the upgrade of a first control-plane node.</summary>
    private protected const string ApplySet = "Apply";

    private bool? _allowExperimental;
    private bool? _allowReleaseCandidates;
    private bool? _force;

    /// <summary>The version to go to, or a label such as stable; that of the configuration when it is not given.</summary>
    [Parameter(Position = 0, ParameterSetName = ApplySet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = ParameterWays.Any, ValueFromPipelineByPropertyName = true)]
    [Alias("KubernetesVersion", "TargetVersion")]
    [ArgumentCompleter(typeof(UpgradeVersionCompleter))]
    public string? Version { get; set; }

    /// <summary>Allows alpha and beta versions.</summary>
    [Parameter(ParameterSetName = ApplySet)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public SwitchParameter AllowExperimentalUpgrades { get => _allowExperimental ?? false; set => _allowExperimental = value; }

    /// <summary>Allows release candidates.</summary>
    [Parameter(ParameterSetName = ApplySet)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public SwitchParameter AllowReleaseCandidateUpgrades { get => _allowReleaseCandidates ?? false; set => _allowReleaseCandidates = value; }

    /// <summary>Goes on without a question, and where a rule about versions says no that can be overruled.</summary>
    [Parameter(ParameterSetName = ApplySet)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public SwitchParameter Force { get => _force ?? false; set => _force = value; }

    /// <summary>Says the configuration that the cluster keeps, with the version that is gone to.</summary>
    [Parameter(ParameterSetName = ApplySet)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public SwitchParameter PrintConfig { get; set; }

    /// <summary>What was asked for.</summary>
    /// <param name="running">The cmdlet that runs, whose session knows what a relative path means: this one, or the one that took its parameters.</param>
    internal UpgradeApplyRequest CreateApplyRequest(KubeadmCommand running) => new(CreateRequest(running, WorkflowName.UpgradeApply))
    {
        Version = Version,
        AllowExperimentalUpgrades = _allowExperimental,
        AllowReleaseCandidateUpgrades = _allowReleaseCandidates,
        Force = _force,
        PrintsConfiguration = PrintConfig.IsPresent ? true : null,
    };
}
