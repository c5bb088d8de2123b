namespace Kubeadm.Engine.Preflight;

/// <summary>Something to look at before a node is worked on. Its verdict is a <see cref="PreflightCheck"/>.</summary>
/// <param name="name">The check's name, as it is given to <c>--ignore-preflight-errors</c>.</param>
/// <param name="remedy">What a person can do when it does not pass.</param>
public abstract class NodeCheck(string name, string remedy)
{
    /// <summary>The check's name.</summary>
    public string Name => name;

    /// <summary>What a person can do when it does not pass.</summary>
    public string Remedy => remedy;

    /// <summary>Whether the other checks make no sense when this one fails.</summary>
    public virtual bool IsDecisive => false;

    /// <summary>Looks, and notes what it finds.</summary>
    public abstract Task LookAsync(Findings findings, CancellationToken cancellationToken);

    /// <summary>A path or program as it stands in names of checks.</summary>
    protected static string InName(string path) => path.Replace('/', '-');
}
