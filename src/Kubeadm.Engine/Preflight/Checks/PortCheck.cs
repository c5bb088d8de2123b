using System.Globalization;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether a TCP port is free.</summary>
public sealed class PortCheck(INodeNetwork network, int port)
    : NodeCheck(NameOf(port), "Stop the program that listens there, or take a node apart before it is set up again.")
{
    /// <summary>The name of the check of a port.</summary>
    public static string NameOf(int port) => string.Create(CultureInfo.InvariantCulture, $"Port-{port}");

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (!network.IsPortFree(port))
        {
            findings.Fail($"port {port} is in use");
        }

        return Task.CompletedTask;
    }
}
