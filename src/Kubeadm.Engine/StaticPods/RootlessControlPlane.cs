using Kubeadm.Engine.Versions;
using k8s.Models;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.StaticPods;

/// <summary>
/// Runs a component as a user of its own, and makes that user the owner of the files it reads (feature gate <c>RootlessControlPlane</c>, KEP-2568).
/// </summary>
/// <param name="node">The node.</param>
/// <param name="accounts">The users and groups.</param>
public sealed class RootlessControlPlane(INode node, SystemAccountIds accounts)
{
    private readonly INodeFileSystem _files = node.Files;

    /// <summary>The feature gate's name.</summary>
    public const string FeatureGate = "RootlessControlPlane";

    private const UnixFileMode GroupReadable = NodeFileModes.PrivateFile | UnixFileMode.GroupRead;

    /// <summary>Whether the cluster's configuration asks for it.</summary>
    public static bool IsEnabled(ClusterConfiguration cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster.FeatureGates.GetValueOrDefault(FeatureGate);
    }

    /// <summary>Sets the component's user in its Pod. Alters the Pod alone.</summary>
    public void RunAsAccount(V1Pod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        switch (pod.Metadata.Name)
        {
            case ComponentNames.ApiServer:
                // The program file has this capability, so it cannot be started without it.
                RunAs(pod, SystemAccounts.ApiServer, mayReadKey: true, new V1Capabilities { Add = ["NET_BIND_SERVICE"], Drop = ["ALL"] });
                break;
            case ComponentNames.ControllerManager:
                RunAs(pod, SystemAccounts.ControllerManager, mayReadKey: true);
                break;
            case ComponentNames.Scheduler:
                RunAs(pod, SystemAccounts.Scheduler, mayReadKey: false);
                break;
            case ComponentNames.Etcd:
                RunAs(pod, SystemAccounts.Etcd, mayReadKey: false);
                break;
        }
    }

    /// <summary>Makes a component's user the owner of the files that the component reads.</summary>
    /// <param name="pod">The component's Pod.</param>
    /// <param name="cluster">The cluster's configuration.</param>
    /// <exception cref="KubeadmException"><c>RootlessControlPlane</c>: a file that must be handed over is not there.</exception>
    public void HandOverFiles(V1Pod pod, ClusterConfiguration cluster)
    {
        ArgumentNullException.ThrowIfNull(pod);
        ArgumentNullException.ThrowIfNull(cluster);
        string Pki(string file) => UnixPath.Join(cluster.CertificatesDir, file);
        switch (pod.Metadata.Name)
        {
            case ComponentNames.ApiServer:
                ShareServiceAccountKey(Pki("sa.key"));
                HandOver(SystemAccounts.ApiServer, Pki("sa.pub"), Pki("apiserver.key"), Pki("apiserver-kubelet-client.key"), Pki("front-proxy-client.key"));
                if (cluster.Etcd.External is null)
                {
                    HandOver(SystemAccounts.ApiServer, Pki("apiserver-etcd-client.key"));
                }

                break;
            case ComponentNames.ControllerManager:
                ShareServiceAccountKey(Pki("sa.key"));
                HandOver(SystemAccounts.ControllerManager, ControllerManagerCommand.Kubeconfig);
                if (!new ExternalAuthorities(_files, node.Clock).IsExternal(cluster, CertificateCatalog.ClusterAuthority))
                {
                    HandOver(SystemAccounts.ControllerManager, Pki("ca.key"));
                }

                break;
            case ComponentNames.Scheduler:
                HandOver(SystemAccounts.Scheduler, SchedulerCommand.Kubeconfig);
                break;
            case ComponentNames.Etcd:
                HandOverTree(SystemAccounts.Etcd, cluster.Etcd.Local!.DataDir);
                HandOver(SystemAccounts.Etcd, Pki("etcd/server.key"), Pki("etcd/peer.key"));
                break;
        }
    }

    private void RunAs(V1Pod pod, string account, bool mayReadKey, V1Capabilities? capabilities = null)
    {
        pod.Spec.Containers[0].SecurityContext = new V1SecurityContext
        {
            AllowPrivilegeEscalation = capabilities is null ? false : null,
            Capabilities = capabilities ?? new V1Capabilities { Drop = ["ALL"] },
        };
        pod.Spec.SecurityContext.RunAsUser = accounts.Users[account];
        pod.Spec.SecurityContext.RunAsGroup = accounts.Groups[account];
        pod.Spec.SecurityContext.SupplementalGroups = mayReadKey ? [accounts.Groups[SystemAccounts.KeyReaders]] : null;
    }

    private void ShareServiceAccountKey(string path) => Own(path, 0, accounts.Groups[SystemAccounts.KeyReaders], GroupReadable);

    private void HandOver(string account, params string[] paths)
    {
        foreach (var path in paths)
        {
            Own(path, accounts.Users[account], accounts.Groups[account], NodeFileModes.PrivateFile);
        }
    }

    private void HandOverTree(string account, string path) =>
        Try(path, accounts.Users[account], accounts.Groups[account], _files.SetTreeOwner);

    private void Own(string path, int user, int group, UnixFileMode mode)
    {
        Try(path, user, group, _files.SetOwner);
        Try(path, user, group, (file, _, _) => _files.SetMode(file, mode));
    }

    private static void Try(string path, int user, int group, Action<string, int, int> act)
    {
        try
        {
            act(path, user, group);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StaticPodErrors.OwnerNotChanged(path, user, group, e);
        }
    }
}
