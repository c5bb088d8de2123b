namespace Kubeadm.Engine.Configuration.Documents;

/// <summary>A configuration that is complete and valid.</summary>
/// <typeparam name="T">The kind of document.</typeparam>
/// <param name="Configuration">The configuration, with all defaults.</param>
/// <param name="Findings">What its author should know: warnings only.</param>
public sealed record LoadedConfiguration<T>(T Configuration, IReadOnlyList<Finding> Findings);
