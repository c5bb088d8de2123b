using System.Net;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Tests.Ports.Cluster;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.ClusterObjects;

/// <summary>A cluster's configuration read back from it, and completed for a node that works on it.</summary>
public sealed class ClusterConfigurationReaderTests
{
    private const string Cluster = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\ncontrolPlaneEndpoint: lb.example\n";
    private const string Kubelet = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nmaxPods: 50\n";

    private readonly InMemoryApiServer _server = new(TimeProvider.System);

    [Fact]
    public async Task What_is_kept_is_completed_with_defaults_and_says_who_wrote_it()
    {
        await KeepAsync("kubeadm-config", "ClusterConfiguration", Cluster);
        await KeepAsync("kubelet-config", "kubelet", Kubelet);
        var read = await LoadAsync();
        Assert.Equal("lb.example:6443", read.Cluster.ControlPlaneEndpoint);
        Assert.Equal("10.96.0.0/12", read.Cluster.Networking.ServiceSubnet);
        Assert.Equal(50, read.Cluster.Components.Kubelet.Document.MaxPods);
        Assert.Equal("systemd", read.Cluster.Components.Kubelet.Document.CgroupDriver);
        Assert.True(read.Cluster.Components.Kubelet.IsUserSupplied);
        Assert.False(read.Cluster.Components.KubeProxy.IsUserSupplied);
    }

    [Fact]
    public async Task What_kubeadm_generated_and_nobody_edited_is_not_a_persons()
    {
        await KeepAsync("kubeadm-config", "ClusterConfiguration", Cluster);
        await KeepAsync("kubelet-config", "kubelet", Kubelet, sign: true);
        Assert.False((await LoadAsync()).Cluster.Components.Kubelet.IsUserSupplied);
    }

    [Fact]
    public async Task A_configuration_of_the_older_version_is_converted_without_a_word()
    {
        await KeepAsync("kubeadm-config", "ClusterConfiguration", """
            apiVersion: kubeadm.k8s.io/v1beta3
            kind: ClusterConfiguration
            kubernetesVersion: v1.36.3
            apiServer: { extraArgs: { profiling: "false" } }
            """);
        await KeepAsync("kubelet-config", "kubelet", Kubelet);
        var kept = await new ClusterConfigurationReader(new ApiObjects(_server.CreateClient())).ReadAsync(default);
        var loaded = await ConfigurationLoader.LoadKeptAsync(kept, new FakeNode(), Options, default);
        Assert.Equal("profiling", Assert.Single(loaded.Configuration.Cluster.ApiServer.ExtraArgs).Name);
        Assert.DoesNotContain(loaded.Findings, finding => finding.Message.Contains("deprecated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_old_component_configuration_is_made_anew_if_generated_and_an_error_if_a_person_wrote_it()
    {
        await KeepAsync("kubeadm-config", "ClusterConfiguration", Cluster);
        const string old = "apiVersion: kubelet.config.k8s.io/v1alpha1\nkind: KubeletConfiguration\nmaxPods: 50\n";
        await KeepAsync("kubelet-config", "kubelet", old, sign: true);
        Assert.Equal(0, (await LoadAsync()).Cluster.Components.Kubelet.Document.MaxPods);
        await KeepAsync("kubelet-config", "kubelet", old);
        Assert.Contains("v1alpha1", (await Assert.ThrowsAsync<ConfigurationException>(LoadAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feature_gates_that_are_no_longer_are_left_out_and_told_and_unknown_ones_told()
    {
        await KeepAsync("kubeadm-config", "ClusterConfiguration", Cluster + "featureGates: {EtcdLearnerMode: true, NodeLocalCRISocket: false, Mine: true}\n");
        await KeepAsync("kubelet-config", "kubelet", Kubelet);
        var kept = await new ClusterConfigurationReader(new ApiObjects(_server.CreateClient())).ReadAsync(default);

        var loaded = await ConfigurationLoader.LoadKeptAsync(kept, new FakeNode(), Options, default);

        Assert.Equal(new Dictionary<string, bool> { ["Mine"] = true, ["NodeLocalCRISocket"] = false }, loaded.Configuration.Cluster.FeatureGates);
        var findings = loaded.Findings.Where(finding => finding.Field == "featureGates").ToList();
        Assert.Equal(2, findings.Count);
        Assert.Contains(findings, finding => finding.Message.StartsWith("EtcdLearnerMode is no feature gate any more", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Message.Contains("Mine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cluster_too_old_for_this_release_is_refused()
    {
        await KeepAsync("kubeadm-config", "ClusterConfiguration", Cluster.Replace("v1.36.3", "v1.30.0", StringComparison.Ordinal));
        await KeepAsync("kubelet-config", "kubelet", Kubelet);
        Assert.Contains("too old", (await Assert.ThrowsAsync<ConfigurationException>(LoadAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_is_not_kubeadms_is_refused() =>
        Assert.Equal("ClusterConfigurationMissing", (await Assert.ThrowsAsync<KubeadmException>(LoadAsync)).ErrorId);

    [Fact]
    public async Task Where_kube_proxys_configuration_may_not_be_read_there_is_no_kube_proxy_and_no_waiting()
    {
        await KeepAsync("kubeadm-config", "ClusterConfiguration", Cluster);
        await KeepAsync("kubelet-config", "kubelet", Kubelet);
        var refusing = new FailingHandler(
            int.MaxValue, _ => FailingHandler.Answer(HttpStatusCode.Forbidden, "Forbidden"), request => request.RequestUri!.AbsolutePath.EndsWith("/kube-proxy", StringComparison.Ordinal));
        var kept = await new ClusterConfigurationReader(new ApiObjects(_server.CreateClient(refusing))).ReadAsync(default);
        Assert.Null(kept.KubeProxy);
        Assert.Equal(3, refusing.Requests);
    }

    private static LoadOptions Options => new() { VersionResolver = VersionResolver.Offline };

    private async Task<InitConfiguration> LoadAsync()
    {
        var kept = await new ClusterConfigurationReader(new ApiObjects(_server.CreateClient())).ReadAsync(default);
        return (await ConfigurationLoader.LoadKeptAsync(kept, new FakeNode(), Options, default)).Configuration;
    }

    private async Task KeepAsync(string name, string key, string text, bool sign = false)
    {
        var map = ConfigMaps.Of("kube-system", name, (key, text));
        if (sign)
        {
            ConfigMaps.Sign(map);
        }

        await new ApiObjects(_server.CreateClient()).EnsureAsync(map, EnsureMode.CreateOrUpdate, default);
    }
}
