using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether a service exists and starts with the machine.</summary>
public sealed class ServiceCheck(IServiceManager? services, string service)
    : NodeCheck(NameOf(service), services is null ? "Start the kubelet by other means." : $"Install {service}, then run: {services.EnableCommand(service)}")
{
    /// <summary>The name of the check of a service.</summary>
    public static string NameOf(string service) => $"Service-{service}";

    internal const string NoManager = "no service manager that is known was found, so services are not checked";

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (services is null)
        {
            findings.Warn(NoManager);
        }
        else if (!await services.ExistsAsync(service, cancellationToken))
        {
            findings.Warn($"there is no service {service}");
        }
        else if (!await services.IsEnabledAsync(service, cancellationToken))
        {
            findings.Warn($"the service {service} does not start with the machine; run '{services.EnableCommand(service)}'");
        }
    }
}
