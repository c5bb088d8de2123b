namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>What came of putting components back as they were.</summary>
/// <param name="component">The component that did not come up.</param>
/// <param name="cause">Why.</param>
/// <param name="kept">What was replaced and stays so.</param>
/// <param name="backups">Where the old manifests and data are kept.</param>
internal sealed class RollBack(string component, Exception cause, IReadOnlyCollection<string> kept, IReadOnlyCollection<string> backups)
{
    private readonly List<string> _restored = [];
    private readonly List<(string Component, Exception Problem)> _problems = [];

    /// <summary>The components that do not run as before.</summary>
    public IReadOnlyList<string> Failed => [.. _problems.Select(problem => problem.Component).Distinct()];

    /// <summary>The components that were put back and run as before.</summary>
    public IReadOnlyList<string> Restored => [.. _restored];

    /// <summary>The components that were replaced, stay so and run.</summary>
    public IReadOnlyCollection<string> Kept => kept;

    /// <summary>Waits for a component; what keeps it from running is noted, a defect of this program too: the others are put back all the same.</summary>
    /// <param name="restored">The component.</param>
    /// <param name="wait">The wait.</param>
    public async Task AddAsync(string restored, Task wait)
    {
        try
        {
            await wait;
            _problems.RemoveAll(problem => problem.Component == restored);
            if (!_restored.Contains(restored))
            {
                _restored.Add(restored);
            }
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            _restored.Remove(restored);
            _problems.Add((restored, problem));
        }
    }

    /// <summary>The error that tells what was restored, or what could not be.</summary>
    public KubeadmException ToError() => _problems.Count == 0
        ? UpgradeErrors.RolledBack(component, cause, _restored, kept, backups)
        : UpgradeErrors.NotRolledBack(component, cause, [.. _problems.Select(problem => problem.Problem)], backups);
}
