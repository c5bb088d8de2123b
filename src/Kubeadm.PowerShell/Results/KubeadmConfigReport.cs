using Kubeadm.Engine.Reporting;

namespace Kubeadm.PowerShell.Results;

/// <summary>Whether a configuration can be used, and what was found in it.</summary>
public sealed class KubeadmConfigReport
{
    /// <summary>The file; null when the text was given.</summary>
    public string? Path { get; init; }

    /// <summary>Whether it can be used.</summary>
    public required bool IsValid { get; init; }

    /// <summary>Errors and warnings, each with its field and, where known, its line.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Path ?? "(text)"}: {(IsValid ? "valid" : "not valid")}";
}
