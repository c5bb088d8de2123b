using Kubeadm.Engine.Workflows.Upgrade;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>A dry run of an upgrade changes neither the node nor the cluster, and shows what would be.</summary>
public sealed class UpgradeDryRunTests : IDisposable
{
    private readonly TemporaryFolder _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task Nothing_of_the_node_or_the_cluster_changes()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var (before, folders) = (node.Memory.AllFiles, node.Memory.List("/etc/kubernetes"));
        var contents = node.Files();

        await node.ApplyAsync(Request());

        Assert.Equal(before, node.Memory.AllFiles);
        Assert.Equal(folders, node.Memory.List("/etc/kubernetes"));
        Assert.Empty(node.ChangedSince(contents));
        Assert.Empty(node.Cluster.Writes);
        Assert.Empty(node.Kubelet.Started);
        Assert.Empty(node.Kubelet.Images);
        Assert.Empty(node.Cluster.Node.FakeServices!.Calls);
        Assert.DoesNotContain(node.Cluster.Node.FakeProcesses.Calls, call => call.StartsWith("cp ", StringComparison.Ordinal));
        Assert.Empty(node.Cluster.Node.FakeLock.Notes);
    }

    [Fact]
    public async Task The_files_that_would_be_are_in_its_folder()
    {
        var node = await UpgradeRunCase.CreateAsync();

        var upgrade = await node.ApplyAsync(Request());

        Assert.Equal((true, _output["dry"]), (upgrade.DryRun, upgrade.DryRunPath));
        Assert.All(node.OldManifests.Keys, component => Assert.Equal(node.Rendered(component), File.ReadAllText(Recorded($"etc/kubernetes/manifests/{component}.yaml"))));
        Assert.All(
            ["etc/kubernetes/pki/apiserver.crt", "etc/kubernetes/admin.conf", "var/lib/kubelet/config.yaml", "var/lib/kubelet/instance-config.yaml", "var/lib/kubelet/kubeadm-flags.env"],
            file => Assert.True(File.Exists(Recorded(file)), file));
    }

    [Fact]
    public async Task The_writes_that_would_be_are_in_their_order()
    {
        var node = await UpgradeRunCase.CreateAsync();

        await node.ApplyAsync(Request());

        var writes = Directory.EnumerateFiles(Path.Combine(_output["dry"], "cluster")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        var order = new[] { "-create-jobs-", "-configmaps-kube-system-kubeadm-config", "-clusterroles-kubeadm", "-deployments-kube-system-coredns", "-daemonsets-kube-system-kube-proxy" }
            .Select(part => writes.FindIndex(file => file!.Contains(part, StringComparison.Ordinal))).ToList();
        Assert.DoesNotContain(-1, order);
        Assert.Equal(order.Order(), order);
    }

    [Fact]
    public async Task Every_phase_says_what_it_would_change()
    {
        var live = await UpgradeRunCase.CreateAsync();
        var node = await UpgradeRunCase.CreateAsync();

        var upgrade = await node.ApplyAsync(Request());

        Assert.Equal((await live.ApplyAsync()).Phases.Select(Text), upgrade.Phases.Select(Text));
        Assert.Contains("[upgrade/successful] Finished dryrunning successfully!", node.Observer.Lines);
        Assert.Contains("[dryrun] Would upgrade your static Pod-hosted control plane to version \"v1.36.3\"", node.Observer.Lines);
        Assert.Contains("[dryrun] Would configure bootstrap token and cluster-info RBAC rules", node.Observer.Lines);
        Assert.DoesNotContain(node.Observer.Lines, line => line.Contains("SUCCESS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Checks_that_fail_are_warnings()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Cluster.Node.FakeSystem.IsPrivileged = false;

        await node.ApplyAsync(Request());

        Assert.Contains(node.Observer.Warnings, warning => warning.Contains("IsPrivilegedUser: would fail", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dry_run_of_a_worker_shows_the_kubelets_files()
    {
        var node = await UpgradeRunCase.CreateWorkerAsync();
        var before = node.Files();

        await node.UpgradeNodeAsync(new UpgradeRequest { DryRun = true, DryRunPath = _output["dry"], IgnorePreflightErrors = ["SystemVerification"] });

        Assert.Empty(node.ChangedSince(before));
        Assert.Empty(node.Cluster.Writes);
        Assert.True(File.Exists(Recorded("var/lib/kubelet/instance-config.yaml")));
        Assert.False(Directory.Exists(Recorded("etc/kubernetes/manifests")));
    }

    private static string Text(PhaseResult result) =>
        $"{result}: {string.Join(", ", result.Changes.Select(change => $"{change.Action} {change.Target.Split("-20")[0]}").Order(StringComparer.Ordinal))}";

    private UpgradeApplyRequest Request() => UpgradeRunCase.Request with { DryRun = true, DryRunPath = _output["dry"] };

    private string Recorded(string path) => Path.Combine(_output["dry"], "root", path);
}
