using Kubeadm.Engine.Tokens;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Describes the cluster that a run made.</summary>
internal static class InitResult
{
    /// <summary>Assembles what a caller needs next.</summary>
    public static KubeCluster Describe(WorkflowSession<InitContext> session, IReadOnlyList<PhaseResult> results, TimeSpan duration)
    {
        var context = session.Context;
        var cluster = context.Configuration.Cluster;
        var hashes = context.CaCertHashes();
        return new KubeCluster
        {
            Name = cluster.ClusterName,
            KubernetesVersion = cluster.KubernetesVersion,
            Endpoint = ControlPlaneEndpoint.Url(context.Configuration),
            NodeName = context.Configuration.NodeRegistration.Name,
            CaCertHash = hashes.Count > 0 ? hashes[0] : null,
            Kubeconfig = context.KubeconfigPath,
            Join = Join(context, results),
            Phases = [.. results],
            DryRun = session.IsDryRun,
            DryRunPath = session.DryRunFolder?.Path,
            Duration = duration,
        };
    }

    private static KubeJoinInfo? Join(InitContext context, IReadOnlyList<PhaseResult> results)
    {
        var madeTokens = results.Any(r => r.Phase == BootstrapTokenPhase.PhaseName && r.Status is PhaseStatus.Succeeded or PhaseStatus.Unchanged);
        if (!madeTokens || context.Configuration.BootstrapTokens is not [var token, ..])
        {
            return null;
        }

        var command = context.JoinCommandFor(token.Token);
        var uploaded = context.CertificateKeyExpires is not null;
        return new KubeJoinInfo(command, uploaded ? context.Configuration.CertificateKey : null)
        {
            Expires = BootstrapTokenSecret.ExpirationOf(token, context.Node.Clock.GetUtcNow())?.UtcDateTime,
            CertificateKeyExpires = context.CertificateKeyExpires?.UtcDateTime,
            AllowsControlPlane = context.Configuration.Cluster.ControlPlaneEndpoint.Length > 0,
        };
    }
}
