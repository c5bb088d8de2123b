using System.Text;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>The files that the kubelet of this node reads, in the order in which they are written: the one it waits for last.</summary>
/// <param name="context">The node.</param>
/// <param name="configuration">The configuration, complete with defaults.</param>
/// <param name="registerTaints">Whether the kubelet sets the node's taints: on workers; a control plane's are set through the API.</param>
public sealed class NodeKubeletFiles(NodeContext context, InitConfiguration configuration, bool registerTaints)
{
    /// <summary>Whether all of them are there and hold what they should.</summary>
    public async Task<bool> AreOnAsync(CancellationToken cancellationToken) =>
        (await RenderAsync(report: null, cancellationToken)).All(file => file.IsOn(context.Node.Files));

    /// <summary>The configuration that the kubelet of this node runs with: the cluster's with what patches and this node change.</summary>
    public async Task<KubeletConfiguration> ConfigureAsync(CancellationToken cancellationToken)
    {
        var files = await RenderAsync(report: null, cancellationToken);
        var yaml = Encoding.UTF8.GetString(files.Single(file => file.Path == KubernetesPaths.KubeletConfiguration).Content);
        return ApiSerializer.Decode<KubeletConfiguration>(KubeYaml.ReadDocuments(yaml)[0].Root!.AsObject()).Value;
    }

    /// <summary>The files as they should be after an upgrade: the flags stay this node's own, and so does the file that names the runtime, once it is there.</summary>
    /// <inheritdoc cref="RenderAsync"/>
    public async Task<IReadOnlyList<KubeletFile>> RenderForUpgradeAsync(PhaseReport? report, CancellationToken cancellationToken)
    {
        var files = context.Node.Files;
        if (!KubeletFlags.IsSocketLocal(configuration.Cluster))
        {
            return [await RenderConfigurationAsync(instance: null, report, cancellationToken)];
        }

        if (files.FileExists(KubernetesPaths.KubeletInstanceConfiguration))
        {
            var kept = Encoding.UTF8.GetString(files.ReadAllBytes(KubernetesPaths.KubeletInstanceConfiguration));
            return [await RenderConfigurationAsync(kept, report, cancellationToken)];
        }

        // The flag is what the kubelet goes by; the Node's annotation may be of an earlier runtime.
        var instance = KubeletConfigFiles.RenderInstance(KubeletRuntimeEndpoint.FindInFlags(files) ?? configuration.NodeRegistration.CriSocket);
        return [InstanceFile(instance), await RenderConfigurationAsync(instance, report, cancellationToken)];
    }

    /// <summary>The files as they should be.</summary>
    /// <param name="report">Receives patches and warnings; may be null.</param>
    /// <param name="cancellationToken">Ends the look at the node's services.</param>
    public async Task<IReadOnlyList<KubeletFile>> RenderAsync(PhaseReport? report, CancellationToken cancellationToken)
    {
        var cluster = configuration.Cluster;
        var registration = configuration.NodeRegistration;
        var flags = KubeletFlags.Create(cluster, registration, context.Node.Network.HostName, registerTaints);
        var instance = KubeletFlags.IsSocketLocal(cluster) ? KubeletConfigFiles.RenderInstance(registration.CriSocket) : null;
        var main = await RenderConfigurationAsync(instance, report, cancellationToken);
        return
        [
            new("kubelet environment file with flags", KubernetesPaths.KubeletFlags, Encoding.UTF8.GetBytes(KubeletFlags.Render(flags))),
            .. instance is null ? Array.Empty<KubeletFile>() : [InstanceFile(instance)],
            main,
        ];
    }

    private static KubeletFile InstanceFile(string text) =>
        new("kubelet configuration", KubernetesPaths.KubeletInstanceConfiguration, Encoding.UTF8.GetBytes(text));

    private async Task<KubeletFile> RenderConfigurationAsync(string? instance, PhaseReport? report, CancellationToken cancellationToken)
    {
        var own = await KubeletConfigurationDocument
            .ForNodeAsync(configuration.Cluster.Components.Kubelet.Document, context.Node, message => report?.Warn(message), cancellationToken);
        var (yaml, applied) = KubeletConfigFiles.Render(own, context.Patches, instance);
        report?.AddPatches(Patches.PatchTargets.KubeletConfiguration, applied);
        return new KubeletFile("kubelet configuration", KubernetesPaths.KubeletConfiguration, Encoding.UTF8.GetBytes(yaml));
    }
}
