using System.Management.Automation;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Upgrade;
using Kubeadm.Engine.Workflows.Upgrade.Apply;
using Kubeadm.PowerShell.Completers;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Checks whether this machine can take part in a workflow. Changes nothing of the machine.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KubeNode")]
[OutputType(typeof(PreflightCheck), typeof(bool))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class TestKubeNodeCommand : KubeadmCommand, IDynamicParameters
{
    private const string Init = "Init";
    private const string Join = "Join";
    private const string Upgrade = "Upgrade";

    private IReadOnlyList<string> _ignored = [];

    /// <summary>The workflow that the machine is checked for.</summary>
    [Parameter]
    [ValidateSet(Init, Join, Upgrade)]
    public string Workflow { get; set; } = Init;

    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter(Position = 0)]
    [Alias("Path")]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter]
    public string[]? LiteralPath { get; set; }

    /// <summary>The container runtime's socket.</summary>
    [Parameter]
    public string? CriSocket { get; set; }

    /// <summary>The version of Kubernetes that the machine is to run.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VersionCompleter))]
    public string? KubernetesVersion { get; set; }

    /// <summary>Checks whose errors do not count; all means every one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    [SupportsWildcards]
    public string[]? IgnorePreflightError { get; set; }

    /// <summary>The kubeconfig with which the cluster is reached; only an upgrade's checks look at it.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>Returns whether it passes, and nothing else.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>A configuration from the pipeline: files, documents, hashtables and paths; all that come are read as one.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Process() => TakeConfiguration(InputObject, nameof(InputObject));

    private protected override void RunConfigured()
    {
        var text = ReadConfiguration(Config, LiteralPath);
        var kubeconfig = ResolveOptionalPath(Kubeconfig);
        _ignored = ExpandChecks(IgnorePreflightError);
        var checks = RunEngine((engine, token) => CheckAsync(text, kubeconfig, engine, token));
        WriteObject(Quiet ? !checks.Any(check => check.Outcome == PreflightOutcome.Failed) : checks, enumerateCollection: true);
    }

    private async Task<IReadOnlyList<PreflightCheck>> CheckAsync(
        ConfigurationText? text, string? kubeconfig, EngineScope engine, CancellationToken cancellationToken)
    {
        var ports = engine.Ports;
        if (Is(Upgrade))
        {
            var request = new UpgradeApplyRequest
            {
                Configuration = text,
                Version = KubernetesVersion,
                Kubeconfig = kubeconfig,
                IgnorePreflightErrors = _ignored,
            };
            return await new ApplyWorkflow(ports, engine.Observer).CheckAsync(request, cancellationToken);
        }

        if (Is(Join))
        {
            var flags = new JoinFlags { CriSocket = CriSocket };
            var join = await ConfigurationLoader.LoadJoinAsync(text, flags, ports.Node, new LoadOptions { NeedsDiscovery = false }, cancellationToken);
            return await RunAsync(engine, join.Findings, join.Configuration.NodeRegistration, checks => checks.ForJoin(join.Configuration), cancellationToken);
        }

        var initFlags = new InitFlags { CriSocket = CriSocket, KubernetesVersion = KubernetesVersion };
        var init = await ConfigurationLoader.LoadInitAsync(text, initFlags, ports.Node, new LoadOptions(), cancellationToken);
        return await RunAsync(engine, init.Findings, init.Configuration.NodeRegistration, checks => checks.ForInit(init.Configuration), cancellationToken);
    }

    private bool Is(string workflow) => string.Equals(Workflow, workflow, StringComparison.OrdinalIgnoreCase);

    private async Task<IReadOnlyList<PreflightCheck>> RunAsync(
        EngineScope engine,
        IEnumerable<Finding> findings,
        NodeRegistration registration,
        Func<WorkflowChecks, IReadOnlyList<NodeCheck>> choose,
        CancellationToken cancellationToken)
    {
        engine.Observer.Warn(findings);
        var ignored = IgnoredChecks.Parse(_ignored, registration.IgnorePreflightErrors);
        await using var runtime = engine.Ports.ConnectRuntime(registration.CriSocket);
        return await PreflightRunner.RunAsync(choose(new WorkflowChecks(engine.Ports.Observed, runtime)), ignored, cancellationToken);
    }
}
