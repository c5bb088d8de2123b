using System.Management.Automation;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell;

/// <summary>The parameters of <c>kubeadm init</c>, which its phases take too when they run by themselves.</summary>
public abstract class InitWorkflowCommand : InitCommand
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
    internal override InitRequest CreateRequest(KubeadmCommand running) => base.CreateRequest(running) with { SkipPhases = SkipPhase ?? [] };

    private protected override InitFlags CreateFlags() => base.CreateFlags() with { Token = Token, TokenTtl = TokenTtl };
}
