using Kubeadm.Engine.Upgrades;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>Finds what is left to be done after a node was upgraded.</summary>
/// <param name="context">The node.</param>
/// <param name="nodeName">Its name.</param>
/// <param name="target">The version that it was upgraded to.</param>
internal sealed class NextSteps(UpgradeContext context, string nodeName, KubernetesVersion target)
{
    private const int MostNames = 10;

    /// <summary>A sentence for each step, in order; one that says so where none is left.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(PhaseReport report, CancellationToken cancellationToken)
    {
        // A worker's kubelet may not look at other nodes.
        if (context.IsControlPlane)
        {
            try
            {
                return await FindInClusterAsync(report, cancellationToken);
            }
            catch (KubeadmException problem)
            {
                report.Verbose($"The nodes that are left could not be looked up: {problem.Message}");
            }
        }

        return [OwnKubelet, "Upgrade the nodes that are left, control planes before workers, each with its own run."];
    }

    private string OwnKubelet => $"Install kubelet {target.ToTag()} on {nodeName} and start it again (drain the node first).";

    private async Task<IReadOnlyList<string>> FindInClusterAsync(PhaseReport report, CancellationToken cancellationToken)
    {
        var objects = await context.ConnectAsync(report, cancellationToken);
        var servers = (await new ClusterVersions(objects).ReadComponentsAsync(cancellationToken))
            .Where(component => component.Component == ComponentNames.ApiServer && component.Node != nodeName && IsBehind(component.Version)).Select(component => component.Node).ToList();
        var kubelets = (await new ClusterNodes(objects).ReadKubeletsAsync(cancellationToken)).Where(kubelet => IsBehind(kubelet.Version)).Select(kubelet => kubelet.Node).ToList();
        var others = kubelets.Except(servers).Where(name => name != nodeName).ToList();
        var steps = new List<string>();
        if (kubelets.Contains(nodeName))
        {
            steps.Add(OwnKubelet);
        }

        if (servers.Count > 0)
        {
            steps.Add($"Upgrade the control planes that are left, each with its own run: {Names(servers)}.");
        }

        if (others.Count > 0)
        {
            steps.Add($"Upgrade the nodes whose kubelets are older, each with its own run, then its kubelet: {Names(others)}.");
        }

        return steps.Count > 0 ? steps : [$"Nothing: every API server and kubelet has {target.ToTag()}."];
    }

    private bool IsBehind(string version) => KubernetesVersion.IsOlder(version, target);

    private static string Names(List<string> names) =>
        string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");
}
