using System.Management.Automation;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Makes this machine the first control-plane node of a cluster, as <c>kubeadm init</c> does.</summary>
[Cmdlet(VerbsData.Initialize, "KubeCluster", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(KubeCluster))]
public sealed class InitializeKubeClusterCommand : InitCommand
{
    /// <summary>Phases to leave out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    public string[]? SkipPhase { get; set; }

    /// <summary>The first bootstrap token. A secret.</summary>
    [Parameter]
    public string? Token { get; set; }

    /// <summary>How long the token lives; zero means for ever.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? TokenTtl { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var request = CreateRequest() with { SkipPhases = SkipPhase ?? [] };
        if (ShouldRun(request, "Initialize a Kubernetes control plane", NodeName is null ? "this machine" : $"this machine ({NodeName})"))
        {
            WriteObject(RunEngine((engine, token) => new InitWorkflow(engine.Ports, engine.Observer).RunAsync(request, token)));
        }
    }

    private protected override InitFlags CreateFlags() => base.CreateFlags() with { Token = Token, TokenTtl = TokenTtl };
}
