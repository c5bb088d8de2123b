using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Cleanup;

/// <summary>What a piece of cleaning did and could not do.</summary>
/// <param name="Changes">What was removed, or was not there.</param>
/// <param name="Failures">What could not be removed, and why.</param>
public sealed record CleanupResult(IReadOnlyList<Change> Changes, IReadOnlyList<Leftover> Failures);
