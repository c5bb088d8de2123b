namespace Kubeadm.Engine.Preflight;

/// <summary>What a check finds while it looks.</summary>
public sealed class Findings
{
    private readonly List<string> _errors = [];
    private readonly List<string> _warnings = [];
    private readonly List<string> _details = [];

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>What is worth knowing.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Facts that were looked at.</summary>
    public IReadOnlyList<string> Details => _details;

    /// <summary>Notes something that is wrong.</summary>
    public void Fail(string message) => _errors.Add(message);

    /// <summary>Notes something that is worth knowing.</summary>
    public void Warn(string message) => _warnings.Add(message);

    /// <summary>Notes a fact that was looked at.</summary>
    public void Note(string detail) => _details.Add(detail);
}
