using System.Text.RegularExpressions;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Preflight;

/// <summary>The kubelet that is installed. It is asked for its version once.</summary>
public sealed partial class KubeletProgram(IProcessRunner processes)
{
    private readonly object _lock = new();
    private Task<KubernetesVersion>? _version;

    /// <summary>Its version.</summary>
    /// <exception cref="KubeadmException"><c>KubeletNotFound</c>: there is no kubelet, or it does not tell its version.</exception>
    public Task<KubernetesVersion> GetVersionAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _version ??= AskAsync(cancellationToken);
        }
    }

    private async Task<KubernetesVersion> AskAsync(CancellationToken cancellationToken)
    {
        if (processes.Find(ComponentNames.Kubelet) is null)
        {
            throw PreflightErrors.KubeletNotFound();
        }

        var result = await processes.RunAsync(ComponentNames.Kubelet, ["--version"], cancellationToken);
        if (result.ExitCode != 0)
        {
            throw PreflightErrors.KubeletFailed(result.ExitCode);
        }

        var said = result.Output.Trim();
        return Answer().Match(said) is { Success: true } match && KubernetesVersion.TryParse(match.Groups[1].Value, out var version)
            ? version
            : throw PreflightErrors.KubeletSaid(said);
    }

    [GeneratedRegex(@"^Kubernetes v(\d+\.\d+\.\d+[-\w.+]*)$")]
    private static partial Regex Answer();
}
