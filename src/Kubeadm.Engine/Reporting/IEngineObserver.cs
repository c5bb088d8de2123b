namespace Kubeadm.Engine.Reporting;

/// <summary>Receives what the engine does while it works. Called from any thread, never twice at the same time.</summary>
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
