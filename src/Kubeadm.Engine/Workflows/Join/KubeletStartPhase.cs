using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>Writes what the kubelet needs to ask the cluster for its first certificate, and starts it.</summary>
public sealed class KubeletStartPhase : Phase<JoinContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "kubelet-start";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Write the kubelet's settings and certificates, and start or restart the kubelet";

    /// <inheritdoc/>
    public override async Task RunAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var target = await context.GetTargetAsync(report, cancellationToken);
        var isNew = context.FindIdentity(target) is null;
        if (isNew)
        {
            await NodeNames.RequireFreeAsync(target.Objects, context.NodeName, cancellationToken);
            WriteCredentials(context, target, report);
        }

        // One that runs without a certificate may have read the credentials of a join before this one, which was killed after it had written these.
        await KubeletStart.RunAsync(context, target.KubeletFiles, mustRestart: isNew, report, cancellationToken);
    }

    private static void WriteCredentials(JoinContext context, JoinTarget target, PhaseReport report)
    {
        var files = context.Node.Files;
        var kubeconfig = KubeconfigFile.Parse(target.Bootstrap.ToBytes(), KubernetesPaths.BootstrapKubeletKubeconfig);
        if (context.IsControlPlane)
        {
            // The kubelet of a control plane speaks to its own API server, which may be newer than the others in an upgrade.
            kubeconfig.CurrentCluster!.Server = ControlPlaneEndpoint.LocalUrl(target.Configuration.LocalApiEndpoint);
        }

        report.Add(files.EnsureSecretFile(KubernetesPaths.BootstrapKubeletKubeconfig, kubeconfig.ToBytes()));
        if (!files.FileExists(context.Configuration.CaCertPath))
        {
            report.Verbose($"[kubelet-start] Writing the CA certificate to {context.Configuration.CaCertPath}");
            files.CreateDirectory(context.Configuration.CaCertPath[..context.Configuration.CaCertPath.LastIndexOfAny(['/', '\\'])], NodeFileModes.PublicDirectory);
            report.Add(files.EnsureFile(context.Configuration.CaCertPath, target.Authority, NodeFileModes.PublicFile));
        }
    }
}
