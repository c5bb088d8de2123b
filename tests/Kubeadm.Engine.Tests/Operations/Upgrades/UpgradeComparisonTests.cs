using k8s.Models;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Operations.UpgradeDiff;
using Kubeadm.Engine.Tests.Upgrades;

namespace Kubeadm.Engine.Tests.Operations.Upgrades;

/// <summary>What an upgrade would write, compared with what is there.</summary>
public sealed class UpgradeComparisonTests
{
    [Fact]
    public async Task Manifests_come_in_a_fixed_order_and_differ_in_what_the_upgrade_changes()
    {
        var cluster = await UpgradeCase.CreateAsync();
        cluster.EditManifest("kube-apiserver", "    - --secure-port=6443\n", "    - --secure-port=6443\n    - --max-requests-inflight=800\n");

        var differences = await CompareAsync(cluster, new() { Version = "v1.36.3" });

        Assert.Equal(["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd"], differences.Select(difference => Path.GetFileNameWithoutExtension(difference.Path)));
        Assert.Equal(
            ["-    - --max-requests-inflight=800", "-    image: registry.k8s.io/kube-apiserver:v1.35.6", "+    image: registry.k8s.io/kube-apiserver:v1.36.3"],
            differences[0].Lines.Select(line => line.ToString()));
        Assert.StartsWith("--- /etc/kubernetes/manifests/kube-apiserver.yaml\n+++ new manifest\n@@ -", differences[0].Text, StringComparison.Ordinal);
        Assert.Empty(cluster.Writes);
    }

    [Fact]
    public async Task Without_a_version_it_is_the_clusters_own_and_nothing_differs()
    {
        var differences = await CompareAsync(await UpgradeCase.CreateAsync("v1.36.3"), new());

        Assert.Equal([false, false, false], differences.Take(3).Select(difference => difference.IsDifferent));
        Assert.All(differences.Take(3), difference => Assert.Equal("", difference.Text));
    }

    [Fact]
    public async Task Patches_are_in_what_would_be_written_and_context_is_as_much_as_is_asked_for()
    {
        var cluster = await UpgradeCase.CreateAsync();
        cluster.Node.Memory.AddDirectory("/patches").Add("/patches/kube-scheduler+json.yaml", "[{op: add, path: /spec/containers/0/command/-, value: --v=4}]");

        var scheduler = (await CompareAsync(cluster, new() { Version = "v1.36.3", Flags = new UpgradeDiffFlags { Patches = "/patches", ContextLines = 1 } }))[2];

        Assert.Equal(["/patches/kube-scheduler+json.yaml"], scheduler.Patches);
        Assert.Contains(scheduler.Lines, line => line is { Kind: DifferenceLine.Added, Text: "    - --v=4" });
        Assert.Equal(2, scheduler.Lines.Count(line => line.Kind == DifferenceLine.Common));
    }

    [Fact]
    public async Task A_configuration_file_names_version_patches_and_context()
    {
        const string yaml = """
            apiVersion: kubeadm.k8s.io/v1beta4
            kind: UpgradeConfiguration
            diff: {kubernetesVersion: v1.36.1, contextLines: 2}
            apply: {patches: {directory: /patches}}
            """;
        var cluster = await UpgradeCase.CreateAsync();
        cluster.Node.Memory.AddDirectory("/patches");

        var scheduler = (await CompareAsync(cluster, new() { Configuration = ConfigurationText.FromString(yaml) }))[2];

        Assert.Equal(4, scheduler.Lines.Count(line => line.Kind == DifferenceLine.Common));
        Assert.Contains("kube-scheduler:v1.36.1", scheduler.Text, StringComparison.Ordinal);
        var mixed = new UpgradeDiffRequest { Configuration = ConfigurationText.FromString(yaml), Flags = new UpgradeDiffFlags { ContextLines = 1 } };
        Assert.Contains("diff.contextLines", (await Assert.ThrowsAsync<KubeadmException>(() => CompareAsync(cluster, mixed))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_that_is_missing_is_an_error()
    {
        var cluster = await UpgradeCase.CreateAsync();
        cluster.Node.Memory.DeleteFile($"{UpgradeCase.Manifests}/kube-scheduler.yaml");

        Assert.Equal("ManifestNotFound", (await Assert.ThrowsAsync<KubeadmException>(() => CompareAsync(cluster, new()))).ErrorId);
    }

    [Fact]
    public async Task The_clusters_objects_are_compared_without_what_the_server_adds()
    {
        var cluster = await UpgradeCase.CreateAsync();
        await cluster.EditAsync<V1DaemonSet>("kube-proxy", set =>
        {
            set.Spec.RevisionHistoryLimit = 10;
            set.Spec.Template.Spec.Tolerations = [new V1Toleration { Key = "gpu", OperatorProperty = "Exists" }];
            set.Spec.Template.Spec.DnsPolicy = "Default";
        });

        var differences = (await CompareAsync(cluster, new() { Version = "v1.36.3", WithCluster = true })).Skip(4).ToDictionary(difference => difference.Path);

        Assert.Equal(
            ["configmaps/kube-system/kubeadm-config", "daemonsets/kube-system/kube-proxy", "deployments/kube-system/coredns"], differences.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["-    kubernetesVersion: v1.35.6", "+    kubernetesVersion: v1.36.3"], differences["configmaps/kube-system/kubeadm-config"].Lines.Select(line => line.ToString()));
        Assert.Contains("-      dnsPolicy: Default", differences["daemonsets/kube-system/kube-proxy"].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("gpu", differences["daemonsets/kube-system/kube-proxy"].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("revisionHistoryLimit", differences["daemonsets/kube-system/kube-proxy"].Text, StringComparison.Ordinal);
        Assert.Empty(cluster.Writes);
    }

    [Fact]
    public async Task Addons_that_are_not_there_do_not_come_back()
    {
        var cluster = await UpgradeCase.CreateAsync(coreDns: null, kubeProxy: false);

        var differences = await CompareAsync(cluster, new() { Version = "v1.36.3", WithCluster = true });

        Assert.Equal(["configmaps/kube-system/kubeadm-config"], differences.Skip(4).Select(difference => difference.Path));
    }

    private static Task<IReadOnlyList<FileDifference>> CompareAsync(UpgradeCase cluster, UpgradeDiffRequest request) =>
        new UpgradeComparison(cluster.Ports, cluster.Observer).RunAsync(request with { Kubeconfig = UpgradeCase.Kubeconfig }, default);
}
