using System.Management.Automation;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Checks whether this machine can take part in a workflow. Changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KubeNode")]
[OutputType(typeof(PreflightCheck))]
public sealed class TestKubeNodeCommand : KubeadmCommand
{
    // An int, since a field of an enum of the engine would have the engine loaded before the module can say where it is.
    private int _workflow = (int)WorkflowName.Init;

    /// <summary>The workflow that the machine is checked for.</summary>
    [Parameter]
    [ValidateSet("Init", "Join")]
    public WorkflowName Workflow { get => (WorkflowName)_workflow; set => _workflow = (int)value; }

    /// <summary>Paths of kubeadm configuration files.</summary>
    [Parameter(Position = 0)]
    [Alias("Path")]
    public string[]? Config { get; set; }

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
    public string[]? IgnorePreflightError { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var text = ReadConfiguration(Config);
        WriteObject(RunEngine((engine, token) => CheckAsync(text, engine, token)), enumerateCollection: true);
    }

    private async Task<IReadOnlyList<PreflightCheck>> CheckAsync(ConfigurationText? text, EngineScope engine, CancellationToken cancellationToken)
    {
        var ports = engine.Ports;
        if (Workflow == WorkflowName.Join)
        {
            var flags = new JoinFlags { CriSocket = CriSocket };
            var join = await ConfigurationLoader.LoadJoinAsync(text, flags, ports.Node, new LoadOptions { NeedsDiscovery = false }, cancellationToken);
            return await RunAsync(engine, join.Findings, join.Configuration.NodeRegistration, checks => checks.ForJoin(join.Configuration), cancellationToken);
        }

        var initFlags = new InitFlags { CriSocket = CriSocket, KubernetesVersion = KubernetesVersion };
        var init = await ConfigurationLoader.LoadInitAsync(text, initFlags, ports.Node, new LoadOptions(), cancellationToken);
        return await RunAsync(engine, init.Findings, init.Configuration.NodeRegistration, checks => checks.ForInit(init.Configuration), cancellationToken);
    }

    private async Task<IReadOnlyList<PreflightCheck>> RunAsync(
        EngineScope engine,
        IEnumerable<Finding> findings,
        NodeRegistration registration,
        Func<WorkflowChecks, IReadOnlyList<NodeCheck>> choose,
        CancellationToken cancellationToken)
    {
        engine.Observer.Warn(findings);
        var ignored = IgnoredChecks.Parse(IgnorePreflightError ?? [], registration.IgnorePreflightErrors);
        await using var runtime = engine.Ports.ConnectRuntime(registration.CriSocket);
        return await PreflightRunner.RunAsync(choose(new WorkflowChecks(engine.Ports.Observed, runtime)), ignored, cancellationToken);
    }
}
