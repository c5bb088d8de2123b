using System.Globalization;
using System.Text;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Health;

/// <summary>Where the components of this node's control plane tell their health, by their static Pods' own arguments.</summary>
public static class ControlPlaneEndpoints
{
    private const string Loopback = "127.0.0.1";

    /// <summary>Reads the manifests.</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="manifestsDirectory">The folder of manifests.</param>
    /// <param name="apiServerAddress">The API server's address where its arguments name none.</param>
    /// <exception cref="KubeadmException"><c>InvalidManifest</c>: a manifest is missing or is not one of its component.</exception>
    public static IReadOnlyList<(string Component, Uri Url)> Read(INodeFileSystem files, string manifestsDirectory, string apiServerAddress) =>
    [
        ("kube-apiserver", UrlOf(files, manifestsDirectory, "kube-apiserver", "advertise-address", apiServerAddress, 6443, "livez")),
        ("kube-controller-manager", UrlOf(files, manifestsDirectory, "kube-controller-manager", "bind-address", Loopback, 10257, "healthz")),
        ("kube-scheduler", UrlOf(files, manifestsDirectory, "kube-scheduler", "bind-address", Loopback, 10259, "livez")),
    ];

    private static Uri UrlOf(
        INodeFileSystem files, string folder, string component, string addressFlag, string defaultAddress, int defaultPort, string path)
    {
        var file = $"{folder.TrimEnd('/')}/{component}.yaml";
        var command = CommandOf(files, file, component);
        var address = ValueOf(command, addressFlag) ?? defaultAddress;
        var port = ValueOf(command, "secure-port") is { } text ? ParsePort(text, file) : defaultPort;
        return new UriBuilder("https", address, port, path).Uri;
    }

    private static IList<string> CommandOf(INodeFileSystem files, string file, string component)
    {
        try
        {
            var pod = KubernetesYaml.Deserialize<V1Pod>(Encoding.UTF8.GetString(files.ReadAllBytes(file)));
            return pod?.Spec?.Containers?.Select(c => c.Command).FirstOrDefault(command => command is { Count: > 0 } && command[0] == component)
                ?? throw Invalid(file, $"has no container whose command is {component}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or YamlDotNet.Core.YamlException)
        {
            throw Invalid(file, $"cannot be read: {e.Message}");
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
            : throw Invalid(file, $"has \"{text}\" for --secure-port, which is no port");

    private static KubeadmException Invalid(string file, string what) => new("InvalidManifest", $"the manifest {file} {what}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = file,
        Remedy = "Write the manifest anew with the control-plane phase.",
    };
}
