using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.History;

/// <summary>A record as it was read.</summary>
/// <param name="Run">The run; null where the file cannot be read.</param>
/// <param name="Problem">Why it cannot be read; null where it could.</param>
public sealed record RunReading(KubeRun? Run, KubeadmException? Problem);

/// <summary>The runs that changed this node.</summary>
/// <param name="node">The node.</param>
public sealed class RunHistory(INode node)
{
    /// <summary>The identifiers of runs, the newest first.</summary>
    /// <exception cref="KubeadmException"><c>AccessDenied</c>: the records are another account's.</exception>
    public IReadOnlyList<string> Ids() => [.. node.Runs.Names().Select(name => Path.GetFileNameWithoutExtension(name))];

    /// <summary>Reads records one by one, the newest first. A file that cannot be read keeps none of the others from being read.</summary>
    /// <param name="isWanted">Whether the run with an identifier is to be read.</param>
    /// <exception cref="KubeadmException"><c>AccessDenied</c>: the records are another account's.</exception>
    public IEnumerable<RunReading> Read(Func<string, bool> isWanted) =>
        node.Runs.Names().Where(name => isWanted(Path.GetFileNameWithoutExtension(name))).Select(Read).OfType<RunReading>();

    private RunReading? Read(string name)
    {
        var path = UnderFolder(name);
        try
        {
            return new RunReading(new RunFileReader(path, node.System.IdentityOf).Read(node.Runs.Read(name)), null);
        }
        catch (KubeadmException gone) when (gone.ErrorId == FileErrors.FileNotFound)
        {
            // A run beside this one has taken it away, being older than those that are kept.
            return null;
        }
        catch (KubeadmException problem)
        {
            return new RunReading(null, problem.Target is string ? problem : HistoryErrors.Unreadable(path, problem));
        }
    }

    private string UnderFolder(string name) => $"{node.Runs.Folder}{(node.System.IsWindows ? '\\' : '/')}{name}";
}
