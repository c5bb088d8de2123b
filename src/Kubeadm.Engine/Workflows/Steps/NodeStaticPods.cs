using System.Text;
using Kubeadm.Engine.Versions;
using k8s.Models;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>The static Pods of this control-plane node.</summary>
/// <param name="context">The node.</param>
/// <param name="configuration">The configuration, complete with defaults.</param>
public sealed class NodeStaticPods(NodeContext context, InitConfiguration configuration)
{
    /// <summary>Whether a component's manifest is there and exactly as it would be written; etcd's as that of a first member.</summary>
    public bool IsOn(string component) => IsOn(component, Manifests(warn: null).Create(component));

    /// <summary>Whether the manifest of an etcd member is there and exactly as it would be written.</summary>
    /// <param name="members">All members of the cluster that is joined, this one too; empty for a first member.</param>
    public bool IsEtcdOn(IReadOnlyCollection<EtcdPeer> members) => IsOn(ComponentNames.Etcd, Manifests(warn: null).Etcd(members));

    /// <summary>A component's manifest as <see cref="Ensure(string, PhaseReport)"/> would write it; null where accounts would have to be created first.</summary>
    /// <param name="component">The component; etcd's is that of a member whose data is there.</param>
    public byte[]? Preview(string component) => Render(Manifests(warn: null).Create(component));

    /// <summary>Ensures a component's manifest; etcd's is that of a first member.</summary>
    public void Ensure(string component, PhaseReport report) => Ensure(Manifests(report.Warn).Create(component), report);

    /// <summary>Ensures the manifest of an etcd member.</summary>
    /// <param name="members">All members of the cluster that is joined, this one too; empty for a first member.</param>
    /// <param name="report">Receives what was done.</param>
    public void EnsureEtcd(IReadOnlyCollection<EtcdPeer> members, PhaseReport report) => Ensure(Manifests(report.Warn).Etcd(members), report);

    private bool IsOn(string component, V1Pod pod)
    {
        var path = StaticPodComponents.ManifestPath(KubernetesPaths.ManifestsDirectory, component);
        return context.Node.Files.FileExists(path) && Render(pod) is { } text && context.Node.Files.ReadAllBytes(path).AsSpan().SequenceEqual(text);
    }

    private StaticPodManifests Manifests(Action<string>? warn) => new(context.Node, configuration, warn);

    /// <summary>What a look may say: accounts that are not there yet are not created, and no file changes its owner.</summary>
    private byte[]? Render(V1Pod pod)
    {
        if (IsRootless)
        {
            if (new SystemAccounts(context.Node.Files).Find() is not { } accounts)
            {
                return null;
            }

            new RootlessControlPlane(context.Node, accounts).RunAsAccount(pod);
        }

        return Encoding.UTF8.GetBytes(StaticPodWriter.Render(pod, context.Patches).Yaml);
    }

    private void Ensure(V1Pod pod, PhaseReport report)
    {
        if (IsRootless)
        {
            var rootless = new RootlessControlPlane(context.Node, new SystemAccounts(context.Node.Files).Ensure());
            rootless.HandOverFiles(pod, configuration.Cluster);
            rootless.RunAsAccount(pod);
        }

        var result = new StaticPodWriter(context.Node.Files, KubernetesPaths.ManifestsDirectory).Ensure(pod, context.Patches);
        report.AddPatches(pod.Metadata.Name, result.Applied);
        report.Add(result.Change);
        if (result.PodName != pod.Metadata.Name)
        {
            report.Warn($"the patches call the Pod of {pod.Metadata.Name} \"{result.PodName}\": an upgrade and whoever looks for the component's Pod go by \"{pod.Metadata.Name}\"");
        }
    }

    private bool IsRootless => context.Terms.AssignsAccounts && RootlessControlPlane.IsEnabled(configuration.Cluster);
}
