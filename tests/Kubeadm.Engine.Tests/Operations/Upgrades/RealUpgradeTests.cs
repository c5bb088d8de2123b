using k8s;
using k8s.Models;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Tests.Ports.Cluster;
using Kubeadm.Engine.Tests.Upgrades;
using Kubeadm.Engine.Upgrades;
using Kubeadm.Engine.Upgrades.Drift;
using Kubeadm.Engine.Upgrades.Health;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Tests.Operations.Upgrades;

/// <summary>What looks at a cluster before an upgrade, against a real API server: its validation, its defaulting, its watch.</summary>
public sealed class RealUpgradeTests(RealApiServer server) : IClassFixture<RealApiServer>
{
    [SkippableFact]
    public async Task The_health_checks_Job_is_taken_and_its_end_is_heard_of_by_the_watch()
    {
        Skip.If(server.Missing is not null, server.Missing);
        var objects = Connect();
        await AddNodeAsync(objects);
        var check = new CreateJobCheck(objects, new ClusterNodes(objects), "registry.k8s.io/pause:3.10.2");
        var findings = new Findings();

        var looking = check.LookAsync(findings, default);
        await CompleteFirstJobAsync(objects.Api);
        await looking;

        Assert.Empty(findings.Errors);
        Assert.Empty(findings.Warnings);
        Assert.Equal("v1.36", (await new ClusterVersions(objects).ReadApiServerAsync(default)).ToTag()[..5]);
    }

    [SkippableFact]
    public async Task What_the_server_fills_in_is_no_change_by_hand()
    {
        Skip.If(server.Missing is not null, server.Missing);
        var objects = Connect();
        var made = await UpgradeCase.CreateAsync();
        await AddNodeAsync(objects);
        await made.AddObjectsAsync(objects, "v1.35.6", "v1.13.1", kubeProxy: true);
        var drift = new AddonDrift(objects, new ClusterAddons(made.Node, made.Configuration, PatchSet.Empty, KubernetesReleases.Current), "cluster.local");

        Assert.Empty(await drift.FindAsync(Assert.Fail, default));

        var patch = new V1Patch("""[{"op":"add","path":"/spec/template/spec/containers/0/args/-","value":"-quiet"}]""", V1Patch.PatchType.JsonPatch);
        await objects.Api.AppsV1.PatchNamespacedDeploymentAsync(patch, "coredns", ClusterNamespaces.System);
        var found = Assert.Single(await drift.FindAsync(Assert.Fail, default));
        Assert.Equal(("deployments/kube-system/coredns", UpgradeDrift.Lost), (found.Path, found.Outcome));
        Assert.Contains("-quiet", found.Text, StringComparison.Ordinal);
        Assert.Equal((0, 1), (found.AddedLines, found.RemovedLines));
    }

    private ApiObjects Connect() => new(server.Connect(), new ApiRetry(TimeSpan.FromMinutes(2)));

    private static Task<bool> AddNodeAsync(ApiObjects objects) => objects.Retry.RunAsync(
        "create nodes/cp1",
        async token =>
        {
            try
            {
                await objects.Api.CoreV1.CreateNodeAsync(new V1Node { Metadata = new V1ObjectMeta { Name = "cp1" } }, cancellationToken: token);
            }
            catch (Exception error) when (ApiErrors.IsAlreadyExists(error))
            {
                // The other test made it.
            }

            return true;
        },
        default);

    /// <summary>Does what the Job's controller would do, had there been one.</summary>
    private static async Task CompleteFirstJobAsync(IKubernetes api)
    {
        await foreach (var (_, job) in api.BatchV1.WatchListNamespacedJobAsync(ClusterNamespaces.System, timeoutSeconds: 60))
        {
            var now = DateTime.UtcNow;
            job.Status = new V1JobStatus
            {
                StartTime = now,
                CompletionTime = now,
                Succeeded = 1,
                Conditions =
                [
                    new V1JobCondition { Type = "SuccessCriteriaMet", Status = "True", LastTransitionTime = now, LastProbeTime = now },
                    new V1JobCondition { Type = "Complete", Status = "True", LastTransitionTime = now, LastProbeTime = now },
                ],
            };
            await api.BatchV1.ReplaceNamespacedJobStatusAsync(job, job.Metadata.Name, ClusterNamespaces.System);
            return;
        }
    }
}
