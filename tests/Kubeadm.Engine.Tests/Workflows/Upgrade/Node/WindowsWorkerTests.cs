using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Upgrade;
using Kubeadm.Engine.Workflows.Upgrade.Node;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade.Node;

/// <summary>The upgrade of a Windows worker: the kubelet's files with the node's own paths and pipe, and nothing of Linux is looked for.</summary>
public sealed class WindowsWorkerTests : IDisposable
{
    private const string Configuration = "/var/lib/kubelet/config.yaml";
    private const string Instance = "/var/lib/kubelet/instance-config.yaml";
    private const string Pipe = "npipe:////./pipe/containerd-containerd";

    private static readonly UpgradeRequest Request = new();

    private readonly TemporaryFolder _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task The_kubelets_configuration_has_the_paths_of_the_nodes_drive_and_its_pipe()
    {
        var node = await CreateAsync();
        var before = node.Files();

        var upgrade = await node.UpgradeNodeAsync(Request);

        Assert.Equal(("w1", false, UpgradeRunCase.New), (upgrade.NodeName, upgrade.IsControlPlane, upgrade.ToVersion));
        Assert.Equal([Configuration, Instance, UpgradeRunCase.Flags], node.ChangedSince(before));
        var text = node.Memory.ReadText(Configuration);
        Assert.Contains("\nstaticPodPath: C:\\etc\\kubernetes\\manifests\n", text, StringComparison.Ordinal);
        Assert.Contains("    clientCAFile: C:\\etc\\kubernetes\\pki\\ca.crt\n", text, StringComparison.Ordinal);
        Assert.Contains("\nresolvConf: \"\"\n", text, StringComparison.Ordinal);
        Assert.Contains($"\ncontainerRuntimeEndpoint: {Pipe}\n", text, StringComparison.Ordinal);
        Assert.Equal($"containerRuntimeEndpoint: \"{Pipe}\"\n", node.Memory.ReadText(Instance));
    }

    [Fact]
    public async Task No_service_is_touched_and_of_the_cluster_only_the_nodes_own_object()
    {
        var node = await CreateAsync();

        var upgrade = await node.UpgradeNodeAsync(Request);

        Assert.Empty(node.Cluster.Node.FakeServices!.Calls);
        Assert.DoesNotContain(node.Cluster.Node.FakeProcesses.Calls, call => !call.StartsWith("kubelet --version", StringComparison.Ordinal));
        Assert.Equal(["nodes/w1"], UpgradeRunCase.ObjectsOf(node.Cluster.Writes).Keys);
        Assert.DoesNotContain("cri-socket", node.Object("nodes", "w1").ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(upgrade.NextSteps, step => step.Contains("kubelet v1.36.3 on w1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_replaced_is_kept()
    {
        var node = await CreateAsync();
        var (configuration, flags) = (node.Memory.ReadText(Configuration), node.Memory.ReadText(UpgradeRunCase.Flags));

        var upgrade = await node.UpgradeNodeAsync(Request);

        Assert.Equal(upgrade.Backups.Order(StringComparer.Ordinal), node.Kept("kubeadm-").Order(StringComparer.Ordinal));
        Assert.Equal(configuration, node.Memory.ReadText($"{Assert.Single(node.Kept("kubeadm-kubelet-config"))}/config.yaml"));
        Assert.Equal(flags, node.Memory.ReadText($"{Assert.Single(node.Kept("kubeadm-kubelet-env"))}/kubeadm-flags.env"));
    }

    /// <summary>kubeadm reads them without taking their backslashes apart, and writes each of these as two.</summary>
    [Fact]
    public async Task Flags_that_stay_keep_their_backslashes_as_they_are()
    {
        var node = await CreateAsync();
        node.Memory.Add(UpgradeRunCase.Flags, """KUBELET_KUBEADM_ARGS="--cert-dir=C:\\k\\pki --pod-infra-container-image=mcr.microsoft.com/oss/kubernetes/pause:3.9 --log-dir=C:\\k\\logs" """);

        await node.UpgradeNodeAsync(Request);

        Assert.Equal("""KUBELET_KUBEADM_ARGS="--cert-dir=C:\\k\\pki --log-dir=C:\\k\\logs" """.Trim() + "\n", node.Memory.ReadText(UpgradeRunCase.Flags));
    }

    [Theory]
    [InlineData("KUBELET_KUBEADM_ARGS=\"--container-runtime-endpoint=npipe:////./pipe/mine\"\n", "npipe:////./pipe/mine")]
    [InlineData("KUBELET_KUBEADM_ARGS=\"\"\n", Pipe)]
    public async Task Where_the_Node_does_not_tell_its_pipe_it_is_that_of_the_flags_or_containerds(string flags, string expected)
    {
        var node = await CreateAsync();
        node.Memory.Add(UpgradeRunCase.Flags, flags);
        await node.Cluster.Objects.PatchNodeAsync("w1", w1 => w1.Metadata.Annotations.Clear(), default);

        await node.UpgradeNodeAsync(Request);

        Assert.Equal($"containerRuntimeEndpoint: \"{expected}\"\n", node.Memory.ReadText(Instance));
    }

    [Fact]
    public async Task Another_system_drive_is_that_of_the_paths()
    {
        var node = await CreateAsync();
        node.Cluster.Node.FakeSystem.Environment["SystemDrive"] = "D:";

        await node.UpgradeNodeAsync(Request);

        Assert.Contains("staticPodPath: D:\\etc\\kubernetes\\manifests\n", node.Memory.ReadText(Configuration), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_second_run_changes_nothing()
    {
        var node = await CreateAsync();
        await node.UpgradeNodeAsync(Request);
        node.Restart();

        var upgrade = await node.UpgradeNodeAsync(Request);

        Assert.All(upgrade.Phases, phase => Assert.Contains(phase.Status, new[] { PhaseStatus.Unchanged, PhaseStatus.Skipped }));
        Assert.Empty(upgrade.Backups);
    }

    [Fact]
    public async Task A_dry_run_shows_the_files_and_changes_nothing()
    {
        var node = await CreateAsync();
        var before = node.Files();

        var upgrade = await node.UpgradeNodeAsync(Request with { DryRun = true, DryRunPath = _output.Path });

        Assert.Empty(node.ChangedSince(before));
        Assert.Empty(node.Cluster.Node.FakeServices!.Calls);
        Assert.Equal(upgrade.Phases.Single(phase => phase.Phase == "kubelet-config").Changes.Count, (await node.UpgradeNodeAsync(Request)).Phases.Single(phase => phase.Phase == "kubelet-config").Changes.Count);
        foreach (var file in new[] { Configuration, Instance, UpgradeRunCase.Flags })
        {
            Assert.Equal(node.Memory.ReadText(file), File.ReadAllText(_output["root" + file]));
        }
    }

    [Fact]
    public async Task A_dry_run_without_the_kubelets_kubeconfig_has_the_nodes_paths_too()
    {
        var node = new FakeNode { FakeSystem = { IsWindows = true, KernelRelease = "10.0.20348" } };
        var ports = (await CreateAsync()).Ports with { Node = node };

        await new NodeWorkflow(ports, new RecordingObserver()).RunAsync(Request with { DryRun = true, DryRunPath = _output.Path }, default);

        var text = File.ReadAllText(_output["root" + Configuration]);
        Assert.Contains("staticPodPath: C:\\etc\\kubernetes\\manifests\n", text, StringComparison.Ordinal);
        Assert.Contains("resolvConf: \"\"\n", text, StringComparison.Ordinal);
        Assert.Contains($"containerRuntimeEndpoint: {Pipe}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_user_has_to_be_an_administrator_and_the_release_one_that_runs_containers()
    {
        var node = await CreateAsync();
        (node.Cluster.Node.FakeSystem.IsPrivileged, node.Cluster.Node.FakeSystem.KernelRelease) = (false, "6.3.9600");
        var before = node.Files();

        var error = await Assert.ThrowsAsync<WorkflowException>(() => node.UpgradeNodeAsync(Request));

        Assert.Equal("PreflightFailed", error.ErrorId);
        Assert.Contains("the user is no administrator", error.Message, StringComparison.Ordinal);
        Assert.Empty(node.ChangedSince(before));

        await node.UpgradeNodeAsync(Request with { IgnorePreflightErrors = ["IsPrivilegedUser"] });
        Assert.Contains(node.Observer.Warnings, warning => warning.Contains("Windows 6.3.9600 is not supported", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_that_only_Linux_has_is_looked_for()
    {
        var node = await CreateAsync();
        node.Cluster.Node.FakeSystem.IsSwapOn = true;
        node.Cluster.Node.FakeServices = null;

        var upgrade = await node.UpgradeNodeAsync(Request);

        Assert.Empty(node.Observer.Warnings);
        Assert.All(upgrade.Phases, phase => Assert.Empty(phase.Warnings));
    }

    private static async Task<UpgradeRunCase> CreateAsync()
    {
        var node = await UpgradeRunCase.CreateWorkerAsync();
        (node.Cluster.Node.FakeSystem.IsWindows, node.Cluster.Node.FakeSystem.KernelRelease) = (true, "10.0.20348");
        node.Memory.Add(UpgradeRunCase.Flags, $"KUBELET_KUBEADM_ARGS=\"--container-runtime-endpoint={Pipe} --pod-infra-container-image=mcr.microsoft.com/oss/kubernetes/pause:3.9\"\n");
        await node.Cluster.Objects.PatchNodeAsync("w1", w1 => w1.Metadata.Annotations["kubeadm.alpha.kubernetes.io/cri-socket"] = Pipe, default);
        return node;
    }
}
