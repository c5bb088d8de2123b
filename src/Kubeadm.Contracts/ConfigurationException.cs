namespace Kubeadm;

/// <summary>A configuration that cannot be used, with everything that was found wrong with it.</summary>
public sealed class ConfigurationException : KubeadmException
{
    /// <summary>The identifier of such errors.</summary>
    public const string Id = "InvalidConfiguration";

    /// <summary>Creates the error of one or more findings.</summary>
    /// <param name="findings">What was found, warnings too; at least one is an error.</param>
    public ConfigurationException(IReadOnlyList<Finding> findings)
        : base(Id, Describe(findings))
    {
        Findings = findings;
        Kind = KubeadmErrorKind.InvalidInput;
        Target = findings.FirstOrDefault(IsError)?.Field;
    }

    /// <summary>Everything that was found, in the order it was looked at.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    private static bool IsError(Finding finding) => finding.Severity == FindingSeverity.Error;

    private static string Describe(IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var errors = findings.Where(IsError).Select(finding => finding.ToString()).ToList();
        return errors.Count == 1 ? errors[0] : $"The configuration has {errors.Count} errors: {string.Join("; ", errors)}";
    }
}
