using k8s;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Preflight;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>Whether the cluster takes work: a Job is made, and its end waited for. The one check that writes to the cluster.</summary>
/// <param name="objects">The cluster.</param>
/// <param name="nodes">Its Nodes.</param>
/// <param name="image">The image of the Job's Pod, that of Pod sandboxes of the version to come.</param>
public sealed class CreateJobCheck(ApiObjects objects, ClusterNodes nodes, string image)
    : NodeCheck(CheckName, "Mend what keeps Pods from running: see that a node can take one more and that every node has or can pull the pause image.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "CreateJob";

    private static readonly TimeSpan CleanupLimit = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (!await nodes.HasSchedulableAsync(cancellationToken))
        {
            findings.Warn("no node can be scheduled on, so that no Job was made to see whether the cluster takes work");
            return;
        }

        var job = HealthCheckJob.Create(image, objects.Retry.Clock.GetUtcNow());
        var name = job.Metadata.Name;
        await objects.Retry.RunAsync($"create jobs/{ClusterNamespaces.System}/{name}", ct => CreateAsync(job, ct), cancellationToken);
        var succeeded = false;
        try
        {
            var end = await new JobWait(objects, name).RunAsync(HealthCheckJob.Limit, cancellationToken);
            succeeded = end is { Succeeded: true };
            if (!succeeded)
            {
                findings.Fail(await DescribeAsync(name, end, cancellationToken));
            }
        }
        finally
        {
            if (!succeeded)
            {
                await RemoveAsync(name);
            }
        }
    }

    private async Task<string> DescribeAsync(string name, JobEnd? end, CancellationToken cancellationToken)
    {
        var what = end is null
            ? $"did not complete in {HealthCheckJob.Limit.TotalSeconds:0} s"
            : string.Join(": ", new[] { "failed", end.Message }.Where(part => part.Length > 0));
        return $"the Job \"{name}\" in the namespace \"{ClusterNamespaces.System}\" {what}: {await new JobTrouble(objects.Api, name).DescribeAsync(cancellationToken)}";
    }

    /// <summary>A request whose answer was lost is repeated, and finds what it made.</summary>
    private async Task<bool> CreateAsync(V1Job job, CancellationToken cancellationToken)
    {
        try
        {
            await objects.Api.BatchV1.CreateNamespacedJobAsync(job, ClusterNamespaces.System, cancellationToken: cancellationToken);
            return true;
        }
        catch (Exception error) when (ApiErrors.IsAlreadyExists(error))
        {
            return false;
        }
    }

    /// <summary>One that ended well the cluster removes by itself. Another is removed here, also when the run is being stopped; that it cannot be is no news.</summary>
    private async Task RemoveAsync(string name)
    {
        using var limit = new CancellationTokenSource(CleanupLimit);
        try
        {
            await objects.Api.BatchV1.DeleteNamespacedJobAsync(name, ClusterNamespaces.System, propagationPolicy: "Background", cancellationToken: limit.Token);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Its own deadline ends it, and the cluster removes it after that.
        }
    }
}
