using System.Globalization;
using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Serialization.Kubernetes;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Health;

/// <summary>Where the components of this node's control plane tell their health, by their static Pods' own arguments.</summary>
public static class HealthEndpoints
{
    private const string Loopback = "127.0.0.1";
    private const string PortFlag = "secure-port";

    /// <summary>Reads the manifests.</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="manifestsDirectory">The folder of manifests.</param>
    /// <param name="apiServerAddress">The API server's address where its arguments name none.</param>
    /// <exception cref="KubeadmException"><c>InvalidManifest</c>: a manifest is missing or is not one of its component.</exception>
    public static IReadOnlyList<(string Component, Uri Url)> Read(INodeFileSystem files, string manifestsDirectory, string apiServerAddress)
    {
        var manifests = new StaticPodReader(files, manifestsDirectory);
        return
        [
            (ComponentNames.ApiServer, UrlOf(manifests, ComponentNames.ApiServer, "advertise-address", apiServerAddress, ComponentPorts.ApiServer, "livez")),
            (ComponentNames.ControllerManager, UrlOf(manifests, ComponentNames.ControllerManager, "bind-address", Loopback, ComponentPorts.ControllerManager, "healthz")),
            (ComponentNames.Scheduler, UrlOf(manifests, ComponentNames.Scheduler, "bind-address", Loopback, ComponentPorts.Scheduler, "livez")),
        ];
    }

    private static Uri UrlOf(StaticPodReader manifests, string component, string addressFlag, string defaultAddress, int defaultPort, string path)
    {
        var command = CommandOf(manifests, component);
        var address = ValueOf(command, addressFlag) ?? defaultAddress;
        var port = ValueOf(command, PortFlag) is { } text ? ParsePort(text, manifests.PathOf(component)) : defaultPort;
        return Uri.TryCreate($"https://{HostAndPort.Join(address, port)}/{path}", UriKind.Absolute, out var url)
            ? url
            : throw HealthErrors.InvalidAddress(manifests.PathOf(component), addressFlag, address);
    }

    private static IList<string> CommandOf(StaticPodReader manifests, string component)
    {
        try
        {
            return manifests.Read(component).Spec?.Containers?.Select(c => c.Command).FirstOrDefault(command => command is { Count: > 0 } && command[0] == component)
                ?? throw HealthErrors.CommandNotFound(manifests.PathOf(component), component);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or KubeadmException { ErrorId: not ManifestErrors.InvalidManifest })
        {
            throw HealthErrors.UnreadableManifest(manifests.PathOf(component), e);
        }
    }

    // An argument may stand more than once; the last one counts, as for the component itself.
    private static string? ValueOf(IList<string> command, string flag)
    {
        var values =
            from argument in command.Select(a => a.Trim())
            where argument.StartsWith("--" + flag, StringComparison.Ordinal) || argument.StartsWith("-" + flag, StringComparison.Ordinal)
            let end = argument.Contains('=') ? argument.IndexOf('=') : argument.IndexOf(' ')
            select end < 0 ? "" : argument[(end + 1)..];
        return values.LastOrDefault() is { Length: > 0 } value ? value : null;
    }

    private static int ParsePort(string text, string file) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw HealthErrors.InvalidPort(file, PortFlag, text);
}
