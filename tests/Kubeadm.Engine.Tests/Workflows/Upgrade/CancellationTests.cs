namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>An upgrade that a person stops leaves no component half replaced.</summary>
public sealed class CancellationTests : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task Before_the_first_component_nothing_is_replaced()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var before = node.Files();
        node.Copying = _ =>
        {
            _stop.Cancel();
            return 0;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => node.ApplyAsync(cancellationToken: _stop.Token));

        Assert.Empty(node.Kubelet.Started);
        Assert.Empty(node.ChangedSince(before));
        Assert.DoesNotContain(node.Observer.Warnings, warning => warning.Contains("half replaced", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_copy_of_etcds_data_that_was_not_whole_yet_is_removed()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Copying = _ =>
        {
            _stop.Cancel();
            throw new OperationCanceledException(_stop.Token);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => node.ApplyAsync(cancellationToken: _stop.Token));

        Assert.Empty(node.Kept("kubeadm-backup-etcd"));
    }

    [Theory]
    [InlineData("etcd")]
    [InlineData("kube-apiserver")]
    public async Task Etcd_and_the_API_server_that_are_half_replaced_are_both_brought_up_first(string component)
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Kubelet.Noticed = noticed => StopAt(noticed, component);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => node.ApplyAsync(cancellationToken: _stop.Token));

        Assert.Equal(["kube-apiserver:v1.36.3", "etcd:3.6.8-0"], node.Kubelet.Started);
        Assert.All(["etcd", "kube-apiserver"], brought =>
        {
            Assert.Contains($"[upgrade/staticpods] Component \"{brought}\" upgraded successfully!", node.Observer.Lines);
            Assert.Single(node.Observer.Warnings, warning => warning.StartsWith($"{brought} is half replaced: ", StringComparison.Ordinal));
        });
        Assert.Equal(node.OldManifests["kube-scheduler"], node.Manifests["kube-scheduler"]);
        Assert.DoesNotContain(node.Cluster.Writes, write => write.Name == "kubeadm-config");
    }

    [Fact]
    public async Task Of_two_that_are_replaced_side_by_side_none_is_left_half()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Kubelet.Noticed = noticed => StopAt(noticed, "kube-controller-manager");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => node.ApplyAsync(cancellationToken: _stop.Token));

        Assert.Equal(node.Rendered("kube-controller-manager"), node.Manifests["kube-controller-manager"]);
        Assert.Equal(node.Manifests["kube-scheduler"] != node.OldManifests["kube-scheduler"], node.Observer.Lines.Contains("[upgrade/staticpods] Component \"kube-scheduler\" upgraded successfully!"));
        Assert.True(node.Kubelet.Runs("kube-scheduler"));
    }

    [Fact]
    public async Task A_component_that_fails_meanwhile_is_put_back_and_told()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate("kube-apiserver", PodFate.EndsAgainAndAgain);
        node.Kubelet.Noticed = noticed => StopAt(noticed, "kube-apiserver");

        var error = await Assert.ThrowsAsync<WorkflowException>(() => node.ApplyAsync(cancellationToken: _stop.Token));

        Assert.Equal("UpgradeRolledBack", error.ErrorId);
        Assert.Equal(node.OldManifests["kube-apiserver"], node.Manifests["kube-apiserver"]);
        Assert.True(node.Kubelet.ServesApi);
    }

    [Fact]
    public async Task What_was_stopped_is_finished_by_running_it_again()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Kubelet.Noticed = noticed => StopAt(noticed, "kube-apiserver");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => node.ApplyAsync(cancellationToken: _stop.Token));
        node.Restart();

        await node.ApplyAsync();

        Assert.Equal(["kube-controller-manager:v1.36.3", "kube-scheduler:v1.36.3"], node.Kubelet.Started.Order(StringComparer.Ordinal));
    }

    private void StopAt(string noticed, string component)
    {
        if (noticed == component)
        {
            _stop.Cancel();
        }
    }
}
