using System.Collections;
using Kubeadm.Engine.Versions;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes feature gates with their values.</summary>
public sealed class FeatureGateCompleter : WordCompleter
{
    private static readonly string[] Values = ["true", "false"];

    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound) =>
        from gate in FeatureGates.All.Values
        from value in Values
        select ($"{gate.Name}={value}", gate.Notice.Length == 0 ? $"{gate.Stage}, {(gate.Default ? "on" : "off")} by default" : gate.Notice);
}
