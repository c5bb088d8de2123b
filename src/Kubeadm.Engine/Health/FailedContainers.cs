using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Health;

/// <summary>Describes what the containers of failed components said last.</summary>
internal sealed class FailedContainers(IContainerRuntime runtime)
{
    private const int LogLines = 10;

    /// <summary>A paragraph per component. An etcd that does not run has one too, for the API server fails without it.</summary>
    public async Task<IReadOnlyList<string>> DescribeAsync(IReadOnlyList<string> components, CancellationToken cancellationToken)
    {
        try
        {
            var containers = (await runtime.ListContainersAsync(cancellationToken)).Where(c => c.PodNamespace is ClusterNamespaces.System or "").ToList();
            var etcdIsDown = containers.Exists(c => c.Name == ComponentNames.Etcd) && !containers.Exists(c => c is { Name: ComponentNames.Etcd, State: "Running" });
            var paragraphs = new List<string>();
            foreach (var component in etcdIsDown ? [.. components, ComponentNames.Etcd] : components)
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
        var log = await runtime.GetLogAsync(container.Id, LogLines, cancellationToken);
        var state = $"{container.Name}: container {container.Id} is {container.State.ToLowerInvariant()}, started {container.Attempt + 1} times";
        return string.Join('\n', [log.Count == 0 ? $"{state}, and has no log." : $"{state}. Its last lines:", .. log.Select(line => "  " + line)]);
    }
}
