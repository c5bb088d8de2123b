namespace Kubeadm.Engine.Reporting;

/// <summary>Passes on to observers what rooms found.</summary>
public static class EngineObserverExtensions
{
    /// <summary>Warns of each thing that is not right with a configuration and does not keep it from being used.</summary>
    public static void Warn(this IEngineObserver observer, IEnumerable<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(findings);
        foreach (var finding in findings)
        {
            observer.Warning(finding.ToString());
        }
    }
}
