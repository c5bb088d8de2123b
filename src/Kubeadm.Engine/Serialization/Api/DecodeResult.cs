namespace Kubeadm.Engine.Serialization.Api;

/// <summary>What came of decoding a document.</summary>
/// <typeparam name="T">The document's type.</typeparam>
/// <param name="Value">The document. Where there are <see cref="Errors"/>, the fields at fault have their defaults.</param>
/// <param name="Findings">Everything that is not right, in the order of the document.</param>
public sealed record DecodeResult<T>(T Value, IReadOnlyList<Finding> Findings)
{
    /// <summary>What only a strict reader objects to: unknown fields.</summary>
    public IEnumerable<Finding> StrictFindings => Findings.Where(finding => finding.IsStrict);

    /// <summary>What every reader objects to: wrong types, numbers out of range, texts that are no duration, time or quantity.</summary>
    public IEnumerable<Finding> Errors => Findings.Where(finding => !finding.IsStrict);
}
