using k8s;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>What the API server knows of components that were replaced or put back.</summary>
public sealed class MirrorUpdatesTests
{
    [Fact]
    public async Task A_component_whose_Pod_at_the_API_server_stays_the_old_one_is_said_to_run()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate("kube-scheduler", PodFate.IsNotMirrored);

        var upgrade = await node.ApplyAsync();

        Assert.Equal(UpgradeRunCase.New, upgrade.ToVersion);
        Assert.Contains(node.Observer.Warnings, warning => warning.StartsWith("kube-scheduler runs by its new manifest, but its Pod at the API server does not show that yet", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_put_back_shows_at_the_API_server_too()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate("kube-scheduler", PodFate.EndsAgainAndAgain);
        node.Kubelet.Noticed = component => node.Kubelet.LeavesMirrors |= component == "kube-scheduler" && node.Manifests[component] == node.OldManifests[component];

        var error = await node.FailAsync();

        Assert.Equal(("UpgradeRolledBack", "kube-scheduler"), (error.ErrorId, error.Target));
        foreach (var (component, manifest) in node.Manifests)
        {
            var pod = await node.Cluster.Objects.Api.CoreV1.ReadNamespacedPodAsync($"{component}-cp1", "kube-system");
            Assert.Equal(StaticPodMirrors.HashOf(manifest), pod.Metadata.Annotations["kubernetes.io/config.hash"]);
        }
    }

    [Fact]
    public async Task An_API_server_that_does_not_answer_after_it_makes_a_roll_back_neither_long_nor_another()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate("kube-scheduler", PodFate.EndsAgainAndAgain);
        DateTimeOffset? refused = null;
        node.Requested = _ =>
        {
            if (node.Observer.Warnings.Any(warning => warning.StartsWith("kube-scheduler could not be upgraded", StringComparison.Ordinal)))
            {
                refused ??= node.Cluster.Node.Clock.GetUtcNow();
                throw new HttpRequestException("Connection refused");
            }
        };

        var error = await node.FailAsync();

        Assert.Equal(("UpgradeRolledBack", "kube-scheduler"), (error.ErrorId, error.Target));
        Assert.NotNull(refused);
        Assert.InRange(node.Cluster.Node.Clock.GetUtcNow() - refused.Value, TimeSpan.Zero, TimeSpan.FromSeconds(6));
        Assert.DoesNotContain(node.Observer.Warnings, warning => warning.Contains("its Pod at the API server", StringComparison.Ordinal));
    }
}
