using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.DesiredState;

/// <summary>What all kinds of things do alike: look, compare, and act on the difference only.</summary>
/// <typeparam name="TState">The state of such a thing.</typeparam>
/// <param name="name">The kind's name.</param>
internal abstract class DesiredResource<TState>(string name) : IDesiredResource
    where TState : KubeResourceState
{
    /// <summary>The kind's name, for errors.</summary>
    protected string Name { get; } = name;

    /// <inheritdoc/>
    public async Task<KubeResourceState> GetAsync(KubeResourceState wanted, CancellationToken cancellationToken) =>
        await ReadAsync(Checked(wanted), cancellationToken);

    /// <inheritdoc/>
    public async Task<KubeResourceResult> TestAsync(KubeResourceState wanted, CancellationToken cancellationToken)
    {
        var state = Checked(wanted);
        var found = await ReadAsync(state, cancellationToken);
        return Describe(found, Compare(state, found), []);
    }

    /// <inheritdoc/>
    public async Task<KubeResourceResult> SetAsync(KubeResourceState wanted, bool isRehearsal, CancellationToken cancellationToken)
    {
        var state = Checked(wanted);
        var found = await ReadAsync(state, cancellationToken);
        var differences = Compare(state, found);
        if (differences.Count == 0)
        {
            return Describe(found, differences, []);
        }

        var step = Plan(state, found, differences);
        if (isRehearsal)
        {
            return Describe((TState)StateProperties.Merge(found, state), differences, await step.PreviewAsync(cancellationToken));
        }

        var changes = await step.RunAsync(cancellationToken);
        var after = await ReadAsync(state, cancellationToken);
        return Compare(state, after) is { Count: > 0 } left
            ? throw DesiredStateErrors.NotReached(Name, $"{after}", left)
            : Describe(after, differences, changes);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KubeResourceState>> ExportAsync(KubeResourceState filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        StateProperties.CheckForms(Name, filter);
        return [.. await FindAllAsync((TState)filter, cancellationToken)];
    }

    /// <summary>Finds how the wanted one is.</summary>
    protected abstract Task<TState> ReadAsync(TState wanted, CancellationToken cancellationToken);

    /// <summary>Finds all of the kind.</summary>
    protected abstract Task<IEnumerable<TState>> FindAllAsync(TState filter, CancellationToken cancellationToken);

    /// <summary>Names the properties of one that is there and is wanted so, which are not as wanted.</summary>
    protected abstract IEnumerable<string> CompareProperties(TState wanted, TState found);

    /// <summary>Determines what brings it to the wanted state.</summary>
    /// <exception cref="KubeadmException"><c>StateNotReachable</c>, <c>PropertyMissing</c>: nothing does.</exception>
    protected abstract ResourceStep Plan(TState wanted, TState found, IReadOnlyList<string> differences);

    /// <summary>What must be given and is not.</summary>
    protected KubeadmException Missing(string property, string why) => DesiredStateErrors.Missing(Name, property, why);

    /// <summary>Reads a configuration file that a property names; null where it names none.</summary>
    /// <param name="files">Where the file is.</param>
    /// <param name="property">The property.</param>
    /// <param name="path">Its value.</param>
    /// <param name="mayCome">Whether a file that is not there is none: what comes before may write it.</param>
    /// <exception cref="KubeadmException"><c>InvalidProperty</c>: there is no such file; and those of <see cref="ConfigurationFiles.ReadText"/>.</exception>
    protected ConfigurationText? ReadConfiguration(INodeFileSystem files, string property, string? path, bool mayCome)
    {
        if (string.IsNullOrEmpty(path) || (mayCome && files.Stat(path) is null))
        {
            return null;
        }

        return ConfigurationFiles.ReadIfThere(files, path) ?? throw NoFile(property, path);
    }

    /// <summary>A property names a file that is not there.</summary>
    protected KubeadmException NoFile(string property, string path) =>
        DesiredStateErrors.Invalid(Name, property, $"there is no file {path}", "Name a kubeadm configuration file, or have it written before.");

    private TState Checked(KubeResourceState wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        StateProperties.CheckForms(Name, wanted);
        return (TState)wanted;
    }

    private IReadOnlyList<string> Compare(TState wanted, TState found) => (wanted.IsWanted, found.IsWanted) switch
    {
        (true, true) => [.. CompareProperties(wanted, found)],
        (false, false) => [],
        _ => [nameof(KubeResourceState.Exist)],
    };

    private KubeResourceResult Describe(TState found, IReadOnlyList<string> differences, IReadOnlyList<string> changes) => new()
    {
        Resource = Name,
        Id = $"{found}",
        InDesiredState = differences.Count == 0,
        Differences = [.. differences],
        Changes = [.. changes],
        State = found,
    };
}
