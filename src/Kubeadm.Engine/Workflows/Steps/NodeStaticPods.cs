using System.Text;
using k8s.Models;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>The static Pods of this control-plane node.</summary>
/// <param name="context">The node.</param>
/// <param name="configuration">The configuration, complete with defaults.</param>
public sealed class NodeStaticPods(NodeContext context, InitConfiguration configuration)
{
    /// <summary>The text that a component's manifest should have; etcd's is that of a first member.</summary>
    public byte[] Render(string component) => Render(Manifests(warn: null).Create(component));

    /// <summary>The text that the manifest of an etcd member should have.</summary>
    /// <param name="members">All members of the cluster that is joined, this one too; empty for a first member.</param>
    public byte[] RenderEtcd(IReadOnlyCollection<EtcdPeer> members) => Render(Manifests(warn: null).Etcd(members));

    /// <summary>Whether a component's manifest is there and exactly as it would be written.</summary>
    public bool IsOn(string component) => IsOn(component, Render(component));

    /// <summary>Whether a component's manifest is there and has this text.</summary>
    public bool IsOn(string component, byte[] text)
    {
        var path = ControlPlaneComponents.ManifestPath(KubernetesPaths.ManifestsDirectory, component);
        return context.Node.Files.FileExists(path) && context.Node.Files.ReadAllBytes(path).AsSpan().SequenceEqual(text);
    }

    /// <summary>Sees to it that a component's manifest is there; etcd's is that of a first member.</summary>
    public void Ensure(string component, PhaseReport report) => Ensure(Manifests(report.Warn).Create(component), report);

    /// <summary>Sees to it that the manifest of an etcd member is there.</summary>
    /// <param name="members">All members of the cluster that is joined, this one too; empty for a first member.</param>
    /// <param name="report">Hears what was done.</param>
    public void EnsureEtcd(IReadOnlyCollection<EtcdPeer> members, PhaseReport report) => Ensure(Manifests(report.Warn).Etcd(members), report);

    private StaticPodManifests Manifests(Action<string>? warn) => new(context.Node, configuration, warn);

    private byte[] Render(V1Pod pod) => Encoding.UTF8.GetBytes(StaticPodWriter.Render(WithAccounts(pod), context.Patches).Yaml);

    private void Ensure(V1Pod pod, PhaseReport report)
    {
        var result = new StaticPodWriter(context.Node.Files, KubernetesPaths.ManifestsDirectory).Ensure(WithAccounts(pod), context.Patches);
        report.AddPatches(pod.Metadata.Name, result.Applied);
        report.Add(result.Change);
    }

    /// <remarks>Users and owners are things of the machine, so a dry run leaves the rootless mode out, as kubeadm's does.</remarks>
    private V1Pod WithAccounts(V1Pod pod)
    {
        if (RootlessControlPlane.IsEnabled(configuration.Cluster) && !context.IsDryRun)
        {
            new RootlessControlPlane(context.Node, new SystemAccounts(context.Node.Files).Ensure()).Apply(pod, configuration.Cluster);
        }

        return pod;
    }
}
