namespace Kubeadm;

/// <summary>Whether a configuration can be used, and what was found in it.</summary>
public sealed class KubeadmConfigReport
{
    /// <summary>The file; null when the text was given.</summary>
    public string? Path { get; init; }

    /// <summary>Whether it can be used.</summary>
    public required bool IsValid { get; init; }

    /// <summary>Errors, warnings and advice, each with its field and, where known, its line.</summary>
    public required KubeList<Finding> Findings { get; init; }

    /// <summary>How many of the findings are errors.</summary>
    public int ErrorCount => Findings.Count(finding => finding.Severity == FindingSeverity.Error);

    /// <summary>How many of the findings are warnings.</summary>
    public int WarningCount => Findings.Count(finding => finding.Severity == FindingSeverity.Warning);

    /// <summary>How many of the findings are advice beyond kubeadm's verdict.</summary>
    public int AdviceCount => Findings.Count(finding => finding.Severity == FindingSeverity.Advice);

    /// <inheritdoc/>
    public override string ToString() => $"{Path ?? "(text)"}: {(IsValid ? "valid" : "not valid")}";
}
