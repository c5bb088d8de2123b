using Kubeadm.Engine.Node;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.StaticPods;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>
/// Tells what an earlier run of this same <c>init</c> left on the node, so that running it again goes on instead of failing:
/// manifests that are exactly what would be written, and the ports of the Pods that run from them.
/// </summary>
/// <remarks>A manifest that differs in a byte belongs to something else, and the checks fail as kubeadm's do.</remarks>
internal sealed class OwnTraces(InitContext context)
{
    private const string Kubelet = "kubelet";

    private readonly Dictionary<string, bool> _own = [];

    /// <summary>Passes the failed checks that the earlier run explains.</summary>
    public async Task<IReadOnlyList<PreflightCheck>> ExcuseAsync(IReadOnlyList<PreflightCheck> verdicts, CancellationToken cancellationToken)
    {
        var excused = new List<PreflightCheck>();
        foreach (var verdict in verdicts)
        {
            excused.Add(verdict.Outcome == PreflightOutcome.Failed && await ExplainsAsync(verdict.Name, cancellationToken).ConfigureAwait(false)
                ? new PreflightCheck(verdict.Name, PreflightOutcome.Passed, "left by an earlier run of the same init", null)
                : verdict);
        }

        return excused;
    }

    private async Task<bool> ExplainsAsync(string check, CancellationToken cancellationToken)
    {
        var components = ComponentsBehind(check);
        foreach (var component in components)
        {
            if (!await IsOwnAsync(component, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return components.Count > 0;
    }

    private List<string> ComponentsBehind(string check)
    {
        var etcd = context.Configuration.Cluster.Etcd.Local?.DataDir.Replace('/', '-');
        var found = new List<string>();
        foreach (var (component, ports) in Ports())
        {
            var manifest = ControlPlaneComponents.ManifestPath(InitContext.ManifestsDirectory, component).Replace('/', '-');
            if (check == $"FileAvailable-{manifest}" || ports.Any(p => check == $"Port-{p}"))
            {
                found.Add(component);
            }
        }

        return check == $"DirAvailable-{etcd}" ? [ControlPlaneComponents.Etcd] : found;
    }

    private Dictionary<string, int[]> Ports() => new()
    {
        [ControlPlaneComponents.ApiServer] = [context.Configuration.LocalApiEndpoint.BindPort],
        [ControlPlaneComponents.ControllerManager] = [10257],
        [ControlPlaneComponents.Scheduler] = [10259],
        [ControlPlaneComponents.Etcd] = [2379, 2380],
        [Kubelet] = [10250],
    };

    private async Task<bool> IsOwnAsync(string component, CancellationToken cancellationToken)
    {
        if (!_own.TryGetValue(component, out var own))
        {
            _own[component] = own = component == Kubelet
                ? (await context.KubeletFiles.RenderAsync(report: null, cancellationToken).ConfigureAwait(false)).All(file => file.IsOn(context.Node.Files))
                : IsOwnManifest(component);
        }

        return own;
    }

    private bool IsOwnManifest(string component)
    {
        var path = ControlPlaneComponents.ManifestPath(InitContext.ManifestsDirectory, component);
        return context.Node.Files.FileExists(path) && context.Node.Files.ReadAllBytes(path).AsSpan().SequenceEqual(context.StaticPods.Render(component));
    }
}
