using System.Collections;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Upgrades.Health;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes names of preflight checks; ports and files name more checks of the same kinds.</summary>
public sealed class CheckNameCompleter : WordCompleter
{
    /// <summary>The names of checks, ordered.</summary>
    internal static IReadOnlyList<string> Known => [.. WorkflowChecks.KnownNames.Concat(ClusterHealthChecks.KnownNames).Order(StringComparer.OrdinalIgnoreCase)];

    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound) =>
        Known.Prepend(IgnoredChecks.All)
            .Select(name => (name, name == IgnoredChecks.All ? "Every preflight check" : $"Preflight check {name}"));
}
