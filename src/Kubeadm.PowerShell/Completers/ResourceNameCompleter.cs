using System.Collections;
using Kubeadm.Engine.DesiredState;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes the kinds of things whose states can be wanted.</summary>
public sealed class ResourceNameCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound) =>
        ResourceCatalog.All.Select(kind => (kind.Name, kind.Description));
}
