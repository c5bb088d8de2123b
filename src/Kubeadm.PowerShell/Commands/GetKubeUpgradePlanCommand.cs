using System.Management.Automation;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Operations.UpgradePlan;
using Kubeadm.PowerShell.Completers;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Describes to which versions the cluster can be upgraded, and what an upgrade would do, as <c>kubeadm upgrade plan</c> does.</summary>
[Cmdlet(VerbsCommon.Get, "KubeUpgradePlan")]
[OutputType(typeof(KubeUpgradePlan))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class GetKubeUpgradePlanCommand : KubeadmCommand, IDynamicParameters
{
    /// <summary>The version to go to, or a label of the release server.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(UpgradeVersionCompleter))]
    public string? Version { get; set; }

    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter]
    public string[]? LiteralPath { get; set; }

    /// <summary>The kubeconfig for talking to the cluster.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>Shows alpha and beta versions too.</summary>
    [Parameter]
    public SwitchParameter AllowExperimentalUpgrades { get; set; }

    /// <summary>Shows release candidates too.</summary>
    [Parameter]
    public SwitchParameter AllowReleaseCandidateUpgrades { get; set; }

    /// <summary>Shows what becomes of etcd; on unless it is switched off.</summary>
    [Parameter]
    public SwitchParameter EtcdUpgrade { get; set; }

    /// <summary>Preflight checks whose errors are shown as warnings; all means every one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    [SupportsWildcards]
    public string[]? IgnorePreflightError { get; set; }

    /// <summary>Says the cluster's configuration on the information stream.</summary>
    [Parameter]
    public SwitchParameter PrintConfig { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Process()
    {
        var request = new UpgradePlanRequest
        {
            Version = Version,
            Configuration = ReadConfiguration(Config, LiteralPath),
            Kubeconfig = ResolveOptionalPath(Kubeconfig),
            IgnorePreflightErrors = ExpandChecks(IgnorePreflightError),
            Flags = new UpgradePlanFlags
            {
                AllowExperimentalUpgrades = Given(nameof(AllowExperimentalUpgrades), AllowExperimentalUpgrades),
                AllowReleaseCandidateUpgrades = Given(nameof(AllowReleaseCandidateUpgrades), AllowReleaseCandidateUpgrades),
                EtcdUpgrade = Given(nameof(EtcdUpgrade), EtcdUpgrade),
                PrintConfig = Given(nameof(PrintConfig), PrintConfig),
            },
        };
        var plans = RunEngine((engine, token) => new UpgradePlanning(engine.Ports, engine.Observer).RunAsync(request, token));
        WriteObject(plans.Select(plan => plan with { NextStep = NextStepOf(plan) }), enumerateCollection: true);
    }

    private bool? Given(string name, SwitchParameter value) => MyInvocation.BoundParameters.ContainsKey(name) ? value.ToBool() : null;

    private static string NextStepOf(KubeUpgradePlan plan) => plan switch
    {
        { IsUpgrade: true } when plan.RequiredToolVersion != plan.ToolVersion => $"Update-Module Kubeadm # to the release of {plan.RequiredToolVersion}",
        { IsUpgrade: true, IsReleaseCandidate: true } => $"Invoke-KubeUpgrade -Version {plan.TargetVersion} -AllowReleaseCandidateUpgrades",
        { IsUpgrade: true, IsPreview: true } => $"Invoke-KubeUpgrade -Version {plan.TargetVersion} -AllowExperimentalUpgrades",
        { IsUpgrade: true } => $"Invoke-KubeUpgrade -Version {plan.TargetVersion}",
        { NodesBehind.Count: > 0 } => "Invoke-KubeUpgrade -Node # on each node that is behind, then its kubelet's package",
        _ => "",
    };
}
