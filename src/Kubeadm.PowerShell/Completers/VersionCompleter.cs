using System.Collections;
using Kubeadm.Engine.Versions;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes versions of Kubernetes, newest first, and the labels of the release server.</summary>
public sealed class VersionCompleter : WordCompleter
{
    /// <summary>The versions and labels, each with what it means.</summary>
    internal static IEnumerable<(string Text, string Description)> Known()
    {
        foreach (var release in KubernetesReleases.All.Reverse())
        {
            var minor = $"{release.Current.Major}.{release.Current.Minor}";
            yield return (release.Current.ToTag(), $"Kubernetes {minor}");
            yield return ($"stable-{minor}", $"The newest release of Kubernetes {minor}");
        }

        yield return ("stable-1", "The newest release of Kubernetes");
    }

    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound) => Known();
}
