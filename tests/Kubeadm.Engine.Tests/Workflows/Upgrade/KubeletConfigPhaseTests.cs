using k8s.Models;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>What an upgrade makes of the files that the kubelet reads.</summary>
public sealed class KubeletConfigPhaseTests
{
    private const string Configuration = "/var/lib/kubelet/config.yaml";
    private const string Instance = "/var/lib/kubelet/instance-config.yaml";
    private const string Socket = "unix:///var/run/containerd/containerd.sock";

    [Fact]
    public async Task A_flag_that_kubelets_no_longer_take_goes_and_a_copy_is_kept()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var before = node.Memory.ReadText(UpgradeRunCase.Flags);
        node.Memory.Add(UpgradeRunCase.Flags, before.Replace(" --pod-infra", " --max-pods=7 --pod-infra", StringComparison.Ordinal));

        await node.ApplyAsync();

        Assert.Equal("KUBELET_KUBEADM_ARGS=\"--max-pods=7\"\n", node.Memory.ReadText(UpgradeRunCase.Flags));
        Assert.Contains("--pod-infra-container-image=", node.Memory.ReadText($"{Assert.Single(node.Kept("kubeadm-kubelet-env"))}/kubeadm-flags.env"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_runtimes_socket_moves_from_the_flags_and_the_Node_to_a_file_of_its_own()
    {
        var node = await UpgradeRunCase.CreateAsync();

        await node.ApplyAsync();

        Assert.Equal($"containerRuntimeEndpoint: \"{Socket}\"\n", node.Memory.ReadText(Instance));
        Assert.Contains($"containerRuntimeEndpoint: {Socket}\n", node.Memory.ReadText(Configuration), StringComparison.Ordinal);
        Assert.Equal("KUBELET_KUBEADM_ARGS=\"\"\n", node.Memory.ReadText(UpgradeRunCase.Flags));
        Assert.DoesNotContain("cri-socket", node.Object("nodes", "cp1").ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_only_the_flags_name_is_not_lost()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Add(UpgradeRunCase.Flags, "KUBELET_KUBEADM_ARGS=\"--container-runtime-endpoint=unix:///run/mine.sock\"\n");
        await node.Cluster.Objects.PatchNodeAsync("cp1", cp1 => cp1.Metadata.Annotations.Clear(), default);

        await node.ApplyAsync();

        Assert.Equal("containerRuntimeEndpoint: \"unix:///run/mine.sock\"\n", node.Memory.ReadText(Instance));
    }

    [Fact]
    public async Task The_flag_goes_before_an_annotation_of_an_earlier_runtime()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Add(UpgradeRunCase.Flags, "KUBELET_KUBEADM_ARGS=\"--container-runtime-endpoint unix:///run/mine.sock --v=2\"\n");

        await node.ApplyAsync();

        Assert.Equal("containerRuntimeEndpoint: \"unix:///run/mine.sock\"\n", node.Memory.ReadText(Instance));
        Assert.Contains("containerRuntimeEndpoint: unix:///run/mine.sock\n", node.Memory.ReadText(Configuration), StringComparison.Ordinal);
        Assert.Equal("KUBELET_KUBEADM_ARGS=\"--v=2\"\n", node.Memory.ReadText(UpgradeRunCase.Flags));
    }

    [Fact]
    public async Task A_socket_that_only_the_flags_name_is_not_lost_wherever_a_run_is_killed()
    {
        var request = UpgradeRunCase.Request with { Phases = ["kubelet-config"] };
        var whole = await CreateAsync();
        await whole.ApplyAsync(request);
        for (var end = 1; end <= whole.Life.Changes; end++)
        {
            var node = await CreateAsync(endsAt: end);
            await Assert.ThrowsAnyAsync<Exception>(() => node.ApplyAsync(request));
            node.Restart();
            await node.ApplyAsync(request);

            Assert.All([Instance, Configuration, UpgradeRunCase.Flags], file => Assert.Equal(whole.Memory.ReadText(file), node.Memory.ReadText(file)));
        }

        async Task<UpgradeRunCase> CreateAsync(int? endsAt = null)
        {
            var node = await UpgradeRunCase.CreateAsync();
            node.Memory.Add(UpgradeRunCase.Flags, "KUBELET_KUBEADM_ARGS=\"--container-runtime-endpoint=unix:///run/mine.sock\"\n");
            await node.Cluster.Objects.PatchNodeAsync("cp1", cp1 => cp1.Metadata.Annotations.Clear(), default);
            node.Restart(endsAt);
            return node;
        }
    }

    [Fact]
    public async Task A_flag_that_names_another_runtime_than_the_nodes_own_file_is_kept()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Add(Instance, "containerRuntimeEndpoint: \"unix:///run/mine.sock\"\n");

        await node.ApplyAsync();

        Assert.Equal($"KUBELET_KUBEADM_ARGS=\"--container-runtime-endpoint={Socket}\"\n", node.Memory.ReadText(UpgradeRunCase.Flags));
    }

    [Fact]
    public async Task A_file_of_this_nodes_own_is_kept_and_so_are_the_flags()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Add(Instance, "containerRuntimeEndpoint: unix:///run/mine.sock\nmaxPods: 7\n");
        node.Memory.Add(UpgradeRunCase.Flags, "KUBELET_KUBEADM_ARGS=\"--v=2\"\n");

        await node.ApplyAsync();

        Assert.Equal("containerRuntimeEndpoint: unix:///run/mine.sock\nmaxPods: 7\n", node.Memory.ReadText(Instance));
        Assert.Contains("maxPods: 7\n", node.Memory.ReadText(Configuration), StringComparison.Ordinal);
        Assert.Equal("KUBELET_KUBEADM_ARGS=\"--v=2\"\n", node.Memory.ReadText(UpgradeRunCase.Flags));
        Assert.Empty(node.Kept("kubeadm-kubelet-env"));
    }

    [Fact]
    public async Task With_the_gate_off_the_socket_stays_where_it_is()
    {
        var node = await UpgradeRunCase.CreateAsync(more: "featureGates: {NodeLocalCRISocket: false}\n");

        await node.ApplyAsync();

        Assert.False(node.Memory.FileExists(Instance));
        Assert.Equal($"KUBELET_KUBEADM_ARGS=\"--container-runtime-endpoint={Socket}\"\n", node.Memory.ReadText(UpgradeRunCase.Flags));
        Assert.DoesNotContain(node.Cluster.Writes, write => write.Resource == "nodes");
    }

    [Fact]
    public async Task The_old_configuration_is_kept_and_the_clusters_with_patches_takes_its_place()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var old = "# by hand\n" + node.Memory.ReadText(Configuration);
        node.Memory.Add(Configuration, old);
        node.Memory.Add("/patches/kubeletconfiguration+merge.yaml", "maxPods: 9\n");
        await node.Cluster.EditAsync<V1ConfigMap>("kubelet-config", map => map.Data["kubelet"] += "podPidsLimit: 99\n");

        await node.ApplyAsync(UpgradeRunCase.Request with { PatchesDirectory = "/patches" });

        Assert.Equal(old, node.Memory.ReadText($"{Assert.Single(node.Kept("kubeadm-kubelet-config"))}/config.yaml"));
        var now = node.Memory.ReadText(Configuration);
        Assert.Contains("maxPods: 9\n", now, StringComparison.Ordinal);
        Assert.Contains("podPidsLimit: 99\n", now, StringComparison.Ordinal);
        Assert.DoesNotContain("by hand", now, StringComparison.Ordinal);
        Assert.Equal(NodeFileModes.PublicFile, node.Memory.Stat(Configuration)!.Mode);
        Assert.DoesNotContain("maxPods", (string)node.Object("configmaps", "kubelet-config")["data"]!["kubelet"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_flags_that_is_none_is_an_error_that_leaves_it()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Add(UpgradeRunCase.Flags, "OTHER=1\n");

        var error = await node.FailAsync();

        Assert.Equal(("InvalidKubeletFlags", "kubelet-config"), (error.ErrorId, error.Phase));
        Assert.Equal("OTHER=1\n", node.Memory.ReadText(UpgradeRunCase.Flags));
        Assert.False(node.Memory.FileExists(Instance));
    }

    [Theory]
    [InlineData("/etc/default/kubelet", "KUBELET_EXTRA_ARGS=\"--v=2 --pod-infra-container-image=mine:1\"\n", "--pod-infra-container-image=mine:1")]
    [InlineData("/etc/sysconfig/kubelet", "KUBELET_EXTRA_ARGS=--container-runtime=remote\n", "--container-runtime=remote")]
    public async Task A_persons_own_flag_with_which_kubelets_do_not_start_is_told(string file, string text, string flag)
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Add(file, text);

        var upgrade = await node.ApplyAsync();

        Assert.Equal([new Leftover(file, $"holds the flag {flag}")], upgrade.Phases[^1].Left);
        Assert.Contains(upgrade.Phases[^1].Warnings, warning => warning.Contains(flag, StringComparison.Ordinal));
        Assert.Equal(text, node.Memory.ReadText(file));
    }

    [Fact]
    public async Task A_persons_other_flags_are_no_news()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Add("/etc/default/kubelet", "# KUBELET_EXTRA_ARGS=--pod-infra-container-image=x\nKUBELET_EXTRA_ARGS=--container-runtime-endpoint=unix:///run/x.sock\nOTHER=--network-plugin=cni\n");

        Assert.Empty((await node.ApplyAsync()).Phases[^1].Left);
    }
}
