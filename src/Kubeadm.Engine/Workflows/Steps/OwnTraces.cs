namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>Something that an earlier run of the same command leaves on the node, and the checks that then fail.</summary>
/// <param name="Checks">The names of the checks.</param>
/// <param name="IsOwnAsync">Whether what is there is exactly what this run would leave too.</param>
internal sealed record OwnTrace(IReadOnlyList<string> Checks, Func<CancellationToken, Task<bool>> IsOwnAsync);

/// <summary>
/// Describes what an earlier run of this same command left on the node, so that running it again goes on instead of failing.
/// </summary>
/// <remarks>What differs in a byte belongs to something else, and the checks fail as kubeadm's do.</remarks>
/// <param name="traces">What an earlier run may have left. A check that several of them explain must be explained by all.</param>
internal sealed class OwnTraces(IReadOnlyList<OwnTrace> traces)
{
    private readonly Dictionary<OwnTrace, bool> _own = [];

    /// <summary>Whether an earlier run could be why a check fails.</summary>
    public bool MayExplain(string check) => traces.Any(trace => trace.Checks.Contains(check));

    /// <summary>Passes the failed checks that the earlier run explains.</summary>
    public async Task<IReadOnlyList<PreflightCheck>> ExcuseAsync(IReadOnlyList<PreflightCheck> verdicts, CancellationToken cancellationToken)
    {
        var excused = new List<PreflightCheck>();
        foreach (var verdict in verdicts)
        {
            excused.Add(verdict.Outcome == PreflightOutcome.Failed && await ExplainsAsync(verdict.Name, cancellationToken)
                ? new PreflightCheck(verdict.Name, PreflightOutcome.Passed, "left by an earlier run of the same command", null)
                : verdict);
        }

        return excused;
    }

    private async Task<bool> ExplainsAsync(string check, CancellationToken cancellationToken)
    {
        var behind = traces.Where(trace => trace.Checks.Contains(check)).ToList();
        foreach (var trace in behind)
        {
            if (!_own.TryGetValue(trace, out var own))
            {
                _own[trace] = own = await trace.IsOwnAsync(cancellationToken);
            }

            if (!own)
            {
                return false;
            }
        }

        return behind.Count > 0;
    }
}
