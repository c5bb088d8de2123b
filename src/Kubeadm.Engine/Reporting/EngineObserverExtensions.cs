namespace Kubeadm.Engine.Reporting;

/// <summary>Passes on to observers what rooms found.</summary>
public static class EngineObserverExtensions
{
    /// <summary>Warns of each thing that is not right with a configuration and does not keep it from being used.</summary>
    /// <param name="observer">Hears of them.</param>
    /// <param name="findings">What is not right.</param>
    /// <param name="of">What each warning begins with, for a configuration that is in no file.</param>
    public static void Warn(this IEngineObserver observer, IEnumerable<Finding> findings, string of = "")
    {
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(findings);
        foreach (var finding in findings)
        {
            observer.Warning($"{of}{finding}");
        }
    }
}
