namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>The containers of a Pod that do not count when new ones are waited for.</summary>
/// <param name="Ids">Identifiers of containers.</param>
/// <param name="PodUids">UIDs of Pods none of whose containers counts: another manifest of a static Pod has another UID.</param>
public sealed record FormerContainers(IReadOnlySet<string> Ids, IReadOnlySet<string> PodUids)
{
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    /// <summary>None: whatever runs counts.</summary>
    public static FormerContainers None { get; } = new(Nothing, Nothing);

    /// <summary>Single containers: another one of the same Pod counts.</summary>
    public static FormerContainers Of(IReadOnlySet<string> ids) => new(ids, Nothing);

    /// <summary>
    /// Containers, and all that the Pods will start of which one runs; where none does, that any of their Pods will start. A Pod that ended
    /// and was not cleaned up yet may come back: the same manifest has the same UID again.
    /// </summary>
    public static FormerContainers Of(IReadOnlyCollection<RuntimeContainer> containers)
    {
        var running = containers.Where(container => container.State == RuntimeContainer.Running).ToList();
        return new(
            containers.Select(container => container.Id).ToHashSet(StringComparer.Ordinal),
            (running.Count > 0 ? running : containers).Select(container => container.PodUid).Where(uid => uid.Length > 0).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Whether whatever runs counts.</summary>
    public bool IsNone => Ids.Count == 0 && PodUids.Count == 0;

    /// <summary>Whether a container does not count.</summary>
    public bool Contains(RuntimeContainer container)
    {
        ArgumentNullException.ThrowIfNull(container);
        return Ids.Contains(container.Id) || PodUids.Contains(container.PodUid);
    }

    /// <summary>The same containers, but what Pods of an earlier time start anew counts.</summary>
    /// <param name="earlier">The containers of that time.</param>
    public FormerContainers ExceptPodsOf(FormerContainers earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return this with { PodUids = PodUids.Except(earlier.PodUids).ToHashSet(StringComparer.Ordinal) };
    }
}
