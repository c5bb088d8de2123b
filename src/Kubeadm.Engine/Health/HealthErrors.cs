using System.Globalization;
using k8s.Models;
using Kubeadm.Engine.Serialization.Kubernetes;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Health;

/// <summary>The errors of what does not become healthy in time, and of manifests that do not tell where to ask.</summary>
internal static class HealthErrors
{
    /// <summary>The identifier of the error of a component that did not come up.</summary>
    public const string ComponentNotReadyId = "ComponentNotReady";

    /// <summary>Components of the control plane are not healthy.</summary>
    /// <param name="all">All that were waited for.</param>
    /// <param name="logs">What the containers of those that failed said last.</param>
    /// <param name="runtimeEndpoint">Where their containers are.</param>
    public static KubeadmException ControlPlaneNotReady(ComponentHealth[] all, IReadOnlyList<string> logs, string runtimeEndpoint)
    {
        var lines = all.Where(health => !health.IsHealthy)
            .Select(health => $"{health.Name} at {health.Url} was not healthy after {Seconds(health.Elapsed)} s: {health.LastError}");
        return new KubeadmException("ControlPlaneNotReady", string.Join('\n', lines.Concat(logs)))
        {
            Kind = KubeadmErrorKind.Timeout,
            Target = all,
            Remedy = ReadLogs(runtimeEndpoint),
        };
    }

    /// <summary>A static Pod that was started again is not ready.</summary>
    /// <param name="pod">The Pod.</param>
    /// <param name="timeout">How long it was waited for.</param>
    /// <param name="cause">What is not so yet.</param>
    /// <param name="logs">What its containers said last.</param>
    /// <param name="runtimeEndpoint">Where its containers are.</param>
    public static KubeadmException ComponentNotReady(V1Pod pod, TimeSpan timeout, string cause, IReadOnlyList<string> logs, string runtimeEndpoint) => new(
        ComponentNotReadyId, string.Join('\n', [$"{pod.Metadata.Name} was started again and is not ready after {Seconds(timeout)} s: {cause}", .. logs]))
    {
        Kind = KubeadmErrorKind.Timeout,
        Target = pod.Metadata.Name,
        Remedy = $"{ReadLogs(runtimeEndpoint)} A control plane of several nodes becomes ready when more than half of them have valid certificates.",
    };

    public static KubeadmException KubeletNotReady(ComponentHealth health, string log, bool isWindows) => new(
        "KubeletNotReady", $"the kubelet at {health.Url} was not healthy after {Seconds(health.Elapsed)} s: {health.LastError}{log}")
    {
        Kind = KubeadmErrorKind.Timeout,
        Target = health,
        Remedy = isWindows
            ? "See whether the service kubelet runs and what its log says."
            : "See whether the kubelet runs (systemctl status kubelet) and what it says (journalctl -xeu kubelet); often its cgroup driver is not the container runtime's.",
    };

    /// <summary>The cluster has not signed the kubelet's certificate in time.</summary>
    /// <param name="kubeconfig">The kubelet's kubeconfig, which comes with it.</param>
    /// <param name="timeout">How long it was waited for.</param>
    /// <param name="log">What the kubelet said last.</param>
    public static KubeadmException TlsBootstrapTimeout(string kubeconfig, TimeSpan timeout, string log) => new(
        "TlsBootstrapTimeout",
        $"the kubelet had no signed certificate after {Seconds(timeout)} s: {kubeconfig} is not there, or the certificate that it names{log}")
    {
        Kind = KubeadmErrorKind.Timeout,
        Target = kubeconfig,
        Remedy = "See what the kubelet says (journalctl -xeu kubelet) and whether its request waits for approval (kubectl get csr); the token may have expired meanwhile. Then join again.",
    };

    public static KubeadmException UnreadableManifest(string file, Exception error) => InvalidManifest(file, $"cannot be read: {error.Message}");

    public static KubeadmException CommandNotFound(string file, string component) => InvalidManifest(file, $"has no container whose command is {component}");

    public static KubeadmException InvalidAddress(string file, string flag, string text) =>
        InvalidManifest(file, $"has \"{Excerpt.Of(text)}\" for --{flag}, which is no address");

    public static KubeadmException InvalidPort(string file, string flag, string text) =>
        InvalidManifest(file, $"has \"{Excerpt.Of(text)}\" for --{flag}, which is no port");

    private static KubeadmException InvalidManifest(string file, string what) => new(ManifestErrors.InvalidManifest, $"the manifest {file} {what}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = file,
        Remedy = "Write the manifest anew with the control-plane phase.",
    };

    private static string ReadLogs(string runtimeEndpoint) =>
        $"List the containers (crictl --runtime-endpoint {runtimeEndpoint} ps -a) and read the failed one's log "
        + $"(crictl --runtime-endpoint {runtimeEndpoint} logs CONTAINER); where there is no container, read the kubelet's (journalctl -xeu kubelet).";

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
}
