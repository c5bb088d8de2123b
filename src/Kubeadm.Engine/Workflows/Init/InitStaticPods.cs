using System.Text;
using Kubeadm.Engine.StaticPods;
using k8s.Models;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>The static Pods of this control-plane node.</summary>
public sealed class InitStaticPods(InitContext context)
{
    /// <summary>The text that a component's manifest should have.</summary>
    public byte[] Render(string component) => Encoding.UTF8.GetBytes(StaticPodWriter.Render(Create(component, warn: null), context.Patches).Yaml);

    /// <summary>Sees to it that a component's manifest is there.</summary>
    public void Ensure(string component, PhaseReport report)
    {
        var result = new StaticPodWriter(context.Node.Files, InitContext.ManifestsDirectory).Ensure(Create(component, report.Warn), context.Patches);
        report.AddPatches(component, result.Applied);
        report.Add(result.Change);
    }

    /// <remarks>Users and owners are things of the machine, so a dry run leaves the rootless mode out, as kubeadm's does.</remarks>
    private V1Pod Create(string component, Action<string>? warn)
    {
        var cluster = context.Configuration.Cluster;
        var pod = new StaticPodManifests(context.Node, context.Configuration, warn).Create(component);
        if (RootlessControlPlane.IsEnabled(cluster) && !context.IsDryRun)
        {
            new RootlessControlPlane(context.Node, new SystemAccounts(context.Node.Files).Ensure()).Apply(pod, cluster);
        }

        return pod;
    }
}
