using Kubeadm.Engine.Workflows.Init;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes paths of phases.</summary>
public sealed class PhaseCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string Description)> Words() =>
        InitWorkflow.Describe().Select(phase => (phase.Name, phase.Description));
}
