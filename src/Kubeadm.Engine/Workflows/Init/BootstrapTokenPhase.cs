using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Tokens;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Creates the tokens with which nodes join, and lets nodes that have one do what joining takes.</summary>
public sealed class BootstrapTokenPhase : Phase<InitContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "bootstrap-token";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Create the bootstrap tokens, and the rights and information that joining nodes need";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["bootstraptoken"];

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var cluster = await context.Cluster.ConnectAsync(report, cancellationToken);
        await ReuseGeneratedTokensAsync(context, cluster, cancellationToken);
        AnnounceTokens(context, report);
        report.Info("[bootstrap-token] Configuring bootstrap tokens, cluster-info ConfigMap, RBAC Roles");
        report.Add(await new BootstrapTokens(cluster).EnsureAsync(context.Configuration.BootstrapTokens, cancellationToken));
        report.Add(await NodeBootstrapRights.EnsureAsync(cluster, cancellationToken));
        report.Info("[bootstrap-token] Configured RBAC rules to allow Node Bootstrap tokens to get nodes");
        report.Info("[bootstrap-token] Configured RBAC rules to allow Node Bootstrap tokens to post CSRs in order for nodes to get long term certificate credentials");
        report.Info("[bootstrap-token] Configured RBAC rules to allow the csrapprover controller automatically approve CSRs from a Node Bootstrap Token");
        report.Info("[bootstrap-token] Configured RBAC rules to allow certificate rotation for all node client certificates in the cluster");
        report.Info("[bootstrap-token] Configured RBAC rules to allow the API server kubelet client certificate to access the kubelet API");
        report.Info($"[bootstrap-token] Creating the \"{ClusterNames.ClusterInfo}\" ConfigMap in the \"{ClusterNamespaces.Public}\" namespace");
        report.Add(await ClusterInfo.EnsureAsync(cluster, context.ReadKubeconfig(), cancellationToken));
    }

    /// <summary>Reuses the token that an earlier run generated, so that running again adds nothing.</summary>
    private static async Task ReuseGeneratedTokensAsync(InitContext context, ApiObjects cluster, CancellationToken cancellationToken)
    {
        var tokens = new BootstrapTokens(cluster);
        foreach (var token in context.Configuration.BootstrapTokens.Where(t => t.IsGenerated))
        {
            token.Token = (await tokens.FindLikeAsync(token, cancellationToken))?.Token ?? token.Token;
        }
    }

    private static void AnnounceTokens(InitContext context, PhaseReport report)
    {
        var tokens = context.Configuration.BootstrapTokens.Select(t => t.Token).ToList();
        if (context.Request.SkipTokenPrint || tokens.Count == 0)
        {
            return;
        }

        report.Info(tokens.Count == 1
            ? $"[bootstrap-token] Using token: {tokens[0]}"
            : $"[bootstrap-token] Using tokens: [{string.Join(' ', tokens)}]");
    }
}
