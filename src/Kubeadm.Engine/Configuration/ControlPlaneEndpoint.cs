using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Configuration;

/// <summary>The addresses under which a control plane is reached.</summary>
public static class ControlPlaneEndpoint
{
    /// <summary>
    /// The URL of the control plane: <c>controlPlaneEndpoint</c> if it is set, with the local port where it has none; else the local endpoint.
    /// </summary>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: an address or port is not valid.</exception>
    public static string Url(InitConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Url(configuration.Cluster, configuration.LocalApiEndpoint);
    }

    /// <inheritdoc cref="Url(InitConfiguration)"/>
    public static string Url(ClusterConfiguration cluster, ApiEndpoint local)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return "https://" + Authority(cluster.ControlPlaneEndpoint, local);
    }

    /// <summary>The URL of the API server of one node.</summary>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: the address or port is not valid.</exception>
    public static string LocalUrl(ApiEndpoint local) => "https://" + Authority("", local);

    /// <summary>Host and port of the control plane, with brackets around an IPv6 address.</summary>
    /// <param name="endpoint">The <c>controlPlaneEndpoint</c>; empty for the local endpoint.</param>
    /// <param name="local">The node's own endpoint.</param>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: an address or port is not valid.</exception>
    public static string Authority(string endpoint, ApiEndpoint local)
    {
        ArgumentNullException.ThrowIfNull(local);
        if (local.BindPort is < 1 or > 65535)
        {
            throw AddressErrors.InvalidBindPort(local.BindPort);
        }

        if (!string.IsNullOrEmpty(endpoint))
        {
            var parsed = HostAndPort.Parse(endpoint, "controlPlaneEndpoint");
            return HostAndPort.Join(parsed.Host, parsed.Port ?? local.BindPort);
        }

        return AddressText.TryParse(local.AdvertiseAddress, out var address)
            ? HostAndPort.Join(address.ToString(), local.BindPort)
            : throw AddressErrors.InvalidAdvertiseAddress(local.AdvertiseAddress);
    }

    /// <summary>What to tell a user whose <c>controlPlaneEndpoint</c> has another port than the API server; null when there is nothing.</summary>
    public static string? PortWarning(ClusterConfiguration cluster, ApiEndpoint local)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(local);
        if (cluster.ControlPlaneEndpoint.Length == 0 || HostAndPort.Parse(cluster.ControlPlaneEndpoint, "controlPlaneEndpoint").Port is not { } port || port == local.BindPort)
        {
            return null;
        }

        return $"controlPlaneEndpoint: its port {port} is used in the control plane's address instead of bindPort {local.BindPort}.";
    }
}
