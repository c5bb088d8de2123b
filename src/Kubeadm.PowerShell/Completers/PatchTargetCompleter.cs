using System.Collections;
using Kubeadm.Engine.Patches;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes what can be patched.</summary>
public sealed class PatchTargetCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound) => PatchTargets.All.Select(target => (target, target));
}
