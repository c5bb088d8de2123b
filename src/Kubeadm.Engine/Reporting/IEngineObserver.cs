namespace Kubeadm.Engine.Reporting;

/// <summary>Hears what the engine does while it does it. Called from any thread, never at the same time twice.</summary>
public interface IEngineObserver
{
    /// <summary>A line of the kind kubeadm prints, for people: <c>[certs] Generating "ca" certificate and key</c>.</summary>
    void Info(string line);

    /// <summary>A detail of what is done.</summary>
    void Verbose(string message);

    /// <summary>Something a person should know.</summary>
    void Warning(string message);

    /// <summary>How far a longer piece of work is.</summary>
    void Progress(ProgressReport report);
}
