using System.Net.Sockets;
using System.Text.RegularExpressions;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether the node's name is well-formed and can be resolved.</summary>
public sealed partial class HostNameCheck(INodeNetwork network, string nodeName)
    : NodeCheck(CheckName, "Give the machine a name that its resolver knows, or set nodeRegistration.name.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "Hostname";

    private const int MaximumLength = 63;

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (nodeName.Length > MaximumLength || !QualifiedName().IsMatch(nodeName))
        {
            findings.Warn(
                $"\"{nodeName}\" is not a good name for a node: at most {MaximumLength} letters, digits, '-', '_' and '.', with a letter or digit at both ends");
        }

        try
        {
            await network.ResolveAsync(nodeName, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            findings.Warn($"the host name \"{nodeName}\" could not be resolved: {e.Message}");
        }
    }

    [GeneratedRegex("^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$")]
    private static partial Regex QualifiedName();
}
