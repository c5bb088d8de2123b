using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Health;

/// <summary>Describes what the containers of failed components said last.</summary>
internal sealed class FailedContainers(IContainerRuntime runtime)
{
    private const int LogLines = 10;
    private const int FirstLines = 2;

    /// <summary>A log that is not longer is read from its beginning.</summary>
    private const int ShortLog = 200;

    /// <summary>A paragraph per component. An etcd that does not run has one too, for the API server fails without it.</summary>
    /// <param name="components">Names of containers.</param>
    /// <param name="former">The containers that do not count.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<string>> DescribeAsync(IReadOnlyList<string> components, FormerContainers former, CancellationToken cancellationToken)
    {
        try
        {
            var containers = (await runtime.ListContainersAsync(cancellationToken))
                .Where(c => c.PodNamespace is ClusterNamespaces.System or "" && !former.Contains(c)).ToList();
            var etcdIsDown = containers.Exists(c => c.Name == ComponentNames.Etcd) && !containers.Exists(c => c is { Name: ComponentNames.Etcd, State: "Running" });
            var paragraphs = new List<string>();
            foreach (var component in etcdIsDown ? components.Append(ComponentNames.Etcd).Distinct() : components)
            {
                var newest = containers.Where(c => c.Name == component).MaxBy(c => c.Attempt);
                paragraphs.Add(newest is null
                    ? $"{component} has no container: the kubelet has not started it, or has not pulled its image."
                    : await DescribeAsync(newest, cancellationToken));
            }

            return paragraphs;
        }
        catch (KubeadmException e)
        {
            return [$"Its containers cannot be looked at: {e.Message}"];
        }
    }

    private async Task<string> DescribeAsync(RuntimeContainer container, CancellationToken cancellationToken)
    {
        var log = Excerpt(await runtime.GetLogAsync(container.Id, ShortLog, cancellationToken));
        var state = $"{container.Name}: container {container.Id} is {container.State.ToLowerInvariant()}, started {container.Attempt + 1} times";
        return string.Join('\n', [log.Count == 0 ? $"{state}, and has no log." : $"{state}. It said:", .. log.Select(line => "  " + line)]);
    }

    /// <summary>The last lines; of a program that ended soon the first ones too, for some say at once what is wrong and then how they are used.</summary>
    private static IReadOnlyList<string> Excerpt(IReadOnlyList<string> log) => log.Count switch
    {
        <= LogLines => log,
        < ShortLog => [.. log.Take(FirstLines), "...", .. log.TakeLast(LogLines - FirstLines)],
        _ => [.. log.TakeLast(LogLines)],
    };
}
