namespace Kubeadm.Engine.Health;

/// <summary>Whether a component became healthy.</summary>
/// <param name="Name">The component: <c>kubelet</c>, <c>kube-apiserver</c>, <c>kube-controller-manager</c>, <c>kube-scheduler</c>.</param>
/// <param name="Url">Where its health was asked.</param>
/// <param name="IsHealthy">Whether it was healthy before the time was up.</param>
/// <param name="Elapsed">How long was waited.</param>
/// <param name="LastError">What the last question brought when it is not healthy, else null.</param>
public sealed record ComponentHealth(string Name, Uri Url, bool IsHealthy, TimeSpan Elapsed, string? LastError);
