using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>URLs of API servers, as kubeconfigs have them.</summary>
public static class ApiServerUrls
{
    /// <summary>This node's own API server.</summary>
    /// <exception cref="KubeadmException">The address or port is invalid (<c>InvalidConfiguration</c>).</exception>
    public static string Local(ApiEndpoint endpoint)
    {
        if (!AddressText.TryParse(endpoint.AdvertiseAddress, out var address))
        {
            throw Invalid("localAPIEndpoint.advertiseAddress", endpoint.AdvertiseAddress, "is not an IP address");
        }

        return endpoint.BindPort is >= 1 and <= 65535
            ? $"https://{AddressText.Join(address, endpoint.BindPort)}"
            : throw Invalid(
                "localAPIEndpoint.bindPort",
                endpoint.BindPort.ToString(System.Globalization.CultureInfo.InvariantCulture),
                "is not a port (1 to 65535)");
    }

    /// <summary>The control plane: its stable endpoint, with this node's port where it names none, else this node's API server.</summary>
    /// <exception cref="KubeadmException">The endpoint, address or port is invalid (<c>InvalidConfiguration</c>).</exception>
    public static string ControlPlane(string controlPlaneEndpoint, ApiEndpoint endpoint)
    {
        var local = Local(endpoint);
        if (controlPlaneEndpoint.Length == 0)
        {
            return local;
        }

        var host = HostAndPort.Parse(controlPlaneEndpoint, "controlPlaneEndpoint");
        return $"https://{host.WithPort(host.Port ?? endpoint.BindPort)}";
    }

    private static KubeadmException Invalid(string field, string value, string cause) =>
        new("InvalidConfiguration", $"{field}: {value} {cause}") { Kind = KubeadmErrorKind.InvalidInput, Target = value };
}
