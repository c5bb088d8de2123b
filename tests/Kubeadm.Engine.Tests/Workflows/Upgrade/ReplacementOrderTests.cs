namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>In which order what runs gives way to what is new, and with what grace.</summary>
public sealed class ReplacementOrderTests
{
    [Fact]
    public async Task The_API_server_gets_its_manifest_and_ends_before_etcd_gets_its_own()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Kubelet.IsSlow = true;
        var stopping = new List<(string Component, bool ApiServer, bool Etcd)>();
        node.Kubelet.Stopping = component => stopping.Add((component, IsNew(node, "kube-apiserver"), IsNew(node, "etcd")));

        await node.ApplyAsync();

        Assert.Equal([("kube-apiserver", true, false), ("etcd", true, true)], stopping.Take(2));
        Assert.Equal(["kube-apiserver with 5 s", "etcd with 30 s"], node.Kubelet.Stopped.Take(2));
        Assert.Equal(["kube-controller-manager with 30 s", "kube-scheduler with 30 s"], node.Kubelet.Stopped.Skip(2).Order(StringComparer.Ordinal));
        Assert.All(node.Manifests, manifest => Assert.Equal(node.Rendered(manifest.Key), manifest.Value));
    }

    [Fact]
    public async Task A_change_of_etcd_alone_has_the_API_server_started_again_as_it_is()
    {
        var node = await CreateWithNewAsync("kube-apiserver");
        var before = node.Files();

        await node.ApplyAsync();

        Assert.Equal(["kube-apiserver with 5 s"], node.Kubelet.Stopped);
        Assert.Equal(["kube-apiserver:v1.36.3", "etcd:3.6.8-0"], node.Kubelet.Started.Take(2));
        Assert.DoesNotContain(node.ChangedSince(before), path => path is "/etc/kubernetes/manifests/kube-apiserver.yaml" or "/etc/kubernetes/pki/apiserver.crt");
        Assert.Contains("/etc/kubernetes/pki/etcd/server.crt", node.ChangedSince(before));
    }

    [Fact]
    public async Task A_change_of_the_API_server_alone_leaves_etcd_running()
    {
        var node = await CreateWithNewAsync("etcd");
        node.Kubelet.IsSlow = true;

        await node.ApplyAsync();

        Assert.Equal("kube-apiserver with 5 s", node.Kubelet.Stopped[0]);
        Assert.DoesNotContain(node.Kubelet.Stopped, stopped => stopped.StartsWith("etcd", StringComparison.Ordinal));
        Assert.Single(node.Kept("kubeadm-backup-etcd"));
    }

    [Fact]
    public async Task What_the_runtime_does_not_stop_is_left_to_the_kubelet()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Kubelet.CannotStop = true;
        node.Kubelet.IsSlow = true;
        node.Kubelet.Asked = () => node.Kubelet.IsSlow &= !node.Observer.Details.Any(message => message.Contains("kube-apiserver is left to the kubelet to stop: StopContainer", StringComparison.Ordinal));

        var upgrade = await node.ApplyAsync();

        Assert.Equal(UpgradeRunCase.New, upgrade.ToVersion);
        Assert.Empty(node.Kubelet.Stopped);
    }

    [Fact]
    public async Task What_does_not_change_is_not_stopped()
    {
        var node = await UpgradeRunCase.CreateAsync();
        await node.ApplyAsync();
        node.Restart();
        node.Kubelet.Stopped.Clear();

        await node.ApplyAsync();

        Assert.Empty(node.Kubelet.Stopped);
    }

    private static bool IsNew(UpgradeRunCase node, string component) => node.Manifests[component] != node.OldManifests[component];

    private static Task<UpgradeRunCase> CreateWithNewAsync(string component) =>
        UpgradeRunCase.CreateAsync(prepare: made => made.Memory.Add(UpgradeRunCase.PathOf(component), made.Rendered(component)));
}
