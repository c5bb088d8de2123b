namespace Kubeadm.Engine.Configuration.Documents;

/// <summary>A configuration that is complete and valid.</summary>
/// <typeparam name="T">The kind of document.</typeparam>
/// <param name="Configuration">The configuration, with all defaults.</param>
/// <param name="Findings">What its author should know: no errors.</param>
public sealed record LoadedConfiguration<T>(T Configuration, IReadOnlyList<Finding> Findings)
{
    /// <summary>The documents that it was read from; none where it comes from flags.</summary>
    internal IReadOnlyList<ConfigurationDocument> Documents { get; init; } = [];
}
