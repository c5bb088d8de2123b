using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether connections to the API server would go through a proxy.</summary>
public sealed class HttpProxyCheck(INodeSystem system, string host)
    : NodeCheck(CheckName, "If that is not meant, add the address to NO_PROXY.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "HTTPProxy";

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (ServerUrl.Of(host) is not { } server)
        {
            findings.Fail($"\"{host}\" is not the host of a URL");
        }
        else if (ProxySettings.Read(system).ProxyFor(server) is { } proxy)
        {
            findings.Warn($"connections to https://{host} go through the proxy {proxy}");
        }

        return Task.CompletedTask;
    }
}
