using System.Collections;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes what bootstrap tokens may be used for.</summary>
public sealed class TokenUsageCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound) =>
    [
        ("signing", "The cluster signs its public information with the token, by which joining nodes know it"),
        ("authentication", "Joining nodes authenticate to the API server with the token"),
    ];
}
