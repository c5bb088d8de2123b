using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether firewalld runs, which may close ports that the cluster needs.</summary>
public sealed class FirewallCheck(IServiceManager? services, IReadOnlyList<int> ports)
    : NodeCheck(CheckName, "Open the ports in the firewall.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "Firewalld";

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (services is null)
        {
            findings.Warn(ServiceCheck.NoManager);
        }
        else if (await services.ExistsAsync("firewalld", cancellationToken) && await services.IsActiveAsync("firewalld", cancellationToken))
        {
            findings.Warn($"firewalld runs; the cluster may not work unless the ports {string.Join(", ", ports)} are open");
        }
    }
}
