using System.Collections;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes paths of phases: those of the workflow that the line is about.</summary>
public sealed class PhaseCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound) =>
        WorkflowCatalog.DescribeFor(commandName, bound.Contains("Node") ? WorkflowName.UpgradeNode : bound["Workflow"]?.ToString()).Select(phase => (phase.Name, phase.Description));
}
