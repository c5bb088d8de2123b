using k8s;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>Finds out what keeps a Job from its end: what the scheduler, the kubelet or the Job's controller say of it.</summary>
/// <param name="api">The cluster.</param>
/// <param name="name">The Job's name, in <c>kube-system</c>.</param>
internal sealed class JobTrouble(IKubernetes api, string name)
{
    private const string Scheduled = "PodScheduled";
    private const string False = "False";
    private const string Warning = "Warning";

    /// <summary>The reason, as a person can act on it.</summary>
    public async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var pods = await api.CoreV1.ListNamespacedPodAsync(ClusterNamespaces.System, labelSelector: $"job-name={name}", cancellationToken: cancellationToken);
            return pods.Items.Count > 0
                ? Of(pods.Items[0])
                : await LastWarningAsync(cancellationToken) ?? "no Pod was made for it; see whether kube-controller-manager runs";
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return $"the reason is not known: {ApiErrors.ForPeople(error, $"list the Pods of {name}").Message}";
        }
    }

    private static string Of(V1Pod pod)
    {
        var pending = pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == Scheduled && condition.Status == False);
        if (pending is not null)
        {
            return $"its Pod cannot be put on a node: {Join(pending.Reason, pending.Message)}";
        }

        if (string.IsNullOrEmpty(pod.Spec?.NodeName))
        {
            return "its Pod is on no node, and no scheduler has said why; see whether kube-scheduler runs";
        }

        var where = $" on the node {pod.Spec.NodeName}";
        var state = pod.Status?.ContainerStatuses?.FirstOrDefault()?.State;
        return state switch
        {
            { Waiting: { } waiting } => $"its container does not start{where}: {Join(waiting.Reason, waiting.Message)}",
            { Terminated: { } ended } => $"its container ended with exit code {ended.ExitCode}{where}: {Join(ended.Reason, ended.Message)}",
            { Running: not null } => $"its container still runs{where}",
            _ => $"its Pod is {pod.Status?.Phase ?? "unknown"}{where}, and no kubelet has said more of it",
        };
    }

    /// <summary>What was last complained of, as that a quota or an admission plugin refuses the Pod.</summary>
    private async Task<string?> LastWarningAsync(CancellationToken cancellationToken)
    {
        try
        {
            var events = await api.CoreV1.ListNamespacedEventAsync(ClusterNamespaces.System, fieldSelector: $"involvedObject.name={name}", cancellationToken: cancellationToken);
            return events.Items.LastOrDefault(happened => happened.Type == Warning) is { } warning ? $"no Pod was made for it: {Join(warning.Reason, warning.Message)}" : null;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && error is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static string Join(string? reason, string? message) =>
        string.Join(": ", new[] { reason, message }.Where(part => !string.IsNullOrEmpty(part)));
}
