using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Upgrades.Health;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Upgrades;

/// <summary>What kubeadm does not look at before an upgrade. Copies of manifests and data that are elsewhere are tested with the whole upgrade.</summary>
public sealed class HazardChecksTests
{
    [Theory]
    [InlineData("etcd", "kind: Pod\n", "etcd.yaml: it is not a v1 Pod")]
    [InlineData("kube-scheduler", "spec: [", "kube-scheduler.yaml: invalid YAML at line 2")]
    [InlineData("kube-scheduler", "apiVersion: v1\nkind: Pod\nmetadata: {name: kube-scheduler}\n", "kube-scheduler.yaml: spec.containers is missing or empty")]
    public async Task A_manifest_that_is_none_is_refused(string component, string text, string cause)
    {
        var node = new FakeNode();
        node.Memory.Add(UpgradeCase.Manifests + $"/{component}.yaml", text);

        var check = await FindAsync(node.Memory, "UnreadableManifest");

        Assert.Equal(PreflightOutcome.Failed, check.Outcome);
        Assert.StartsWith($"{UpgradeCase.Manifests}/{cause}", Assert.Single(check.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_that_is_a_link_to_nowhere_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["kube-apiserver.yaml"], folder["gone.yaml"]);

        var check = await FindAsync(new LocalFileSystem(), "UnreadableManifest", folder.Path);

        Assert.Equal([$"{folder["kube-apiserver.yaml"]}: the manifest is not there, or is a link to a file that is not"], check.Errors);
    }

    [Fact]
    public async Task Manifests_that_are_missing_are_left_to_others()
    {
        Assert.Equal(PreflightOutcome.Passed, (await FindAsync(new FakeNode().Memory, "UnreadableManifest")).Outcome);
    }

    private static async Task<PreflightCheck> FindAsync(INodeFileSystem files, string name, string folder = UpgradeCase.Manifests)
    {
        var checks = HazardChecks.Create(new StaticPodReader(files, folder), new ClusterConfiguration(), upgradesEtcd: true);
        return Assert.Single(await PreflightRunner.RunAsync(checks, IgnoredChecks.None, default), check => check.Name == name);
    }
}
