using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>The traces that an earlier run of the same join leaves.</summary>
internal static class JoinTraces
{
    /// <summary>Those that the checks find before the cluster is known: the kubelet's kubeconfigs, the CA and the kubelet's port.</summary>
    public static IEnumerable<OwnTrace> OfNode(JoinContext context, PhaseReport report)
    {
        OwnTrace Trace(string check, Func<JoinTarget, CancellationToken, Task<bool>> isOwn) => new([check], async cancellationToken =>
            await isOwn(await context.GetTargetAsync(report, cancellationToken), cancellationToken));

        yield return Trace(FileAvailableCheck.NameOf(KubernetesPaths.KubeletKubeconfig), (target, _) => Task.FromResult(
            context.FindIdentity(target) is not null || KubeletIdentity.IsAwaited(context.Node.Files, KubernetesPaths.KubeletKubeconfig, target.Authority)));
        yield return Trace(FileAvailableCheck.NameOf(KubernetesPaths.BootstrapKubeletKubeconfig), (target, _) => Task.FromResult(IsOwnBootstrap(context, target)));
        yield return Trace(FileAvailableCheck.NameOf(context.Configuration.CaCertPath), (target, _) => Task.FromResult(IsOwnAuthority(context, target)));
        yield return Trace(PortCheck.NameOf(ComponentPorts.Kubelet), async (target, cancellationToken) =>
            context.FindIdentity(target) is not null || await target.KubeletFiles.AreOnAsync(cancellationToken));
    }

    /// <summary>Those of a control plane.</summary>
    public static IEnumerable<OwnTrace> OfControlPlane(JoinContext context, JoinTarget target) => NodeTraces.ControlPlane(
        target.Configuration, component => component == ComponentNames.Etcd ? IsOwnEtcd(context, target) : target.StaticPods.IsOn(component));

    /// <summary>Whether etcd's manifest is there and is that of this node, as it was when it joined: for members that may be others by now.</summary>
    public static bool IsOwnEtcd(JoinContext context, JoinTarget target)
    {
        var manifests = new StaticPodReader(context.Node.Files, KubernetesPaths.ManifestsDirectory);
        return manifests.Find(ComponentNames.Etcd) is { } pod
            && EtcdManifest.Of(pod).InitialCluster is { } members
            && target.StaticPods.IsEtcdOn(members);
    }

    private static bool IsOwnBootstrap(JoinContext context, JoinTarget target)
    {
        try
        {
            var file = KubeconfigFile.Parse(context.Node.Files.ReadAllBytes(KubernetesPaths.BootstrapKubeletKubeconfig), KubernetesPaths.BootstrapKubeletKubeconfig);
            return file.CurrentCluster is { } cluster && cluster.CertificateAuthorityData.AsSpan().SequenceEqual(target.Authority);
        }
        catch (KubeadmException)
        {
            return false;
        }
    }

    private static bool IsOwnAuthority(JoinContext context, JoinTarget target)
    {
        try
        {
            var path = context.Configuration.CaCertPath;
            var there = CertificatePem.Read(context.Node.Files.ReadAllBytes(path), path);
            var wanted = CertificatePem.Read(target.Authority, "certificate-authority-data");
            return there.Count == wanted.Count && there.Zip(wanted).All(pair => pair.First.RawDataMemory.Span.SequenceEqual(pair.Second.RawDataMemory.Span));
        }
        catch (KubeadmException)
        {
            return false;
        }
    }
}
