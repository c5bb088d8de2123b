namespace Kubeadm.Engine.Ports.Node;

/// <summary>The waits between attempts: each is longer than the one before, up to a limit. Time counts from the creation.</summary>
/// <param name="first">The first wait.</param>
/// <param name="longest">No wait is longer.</param>
/// <param name="clock">Measures the time.</param>
/// <param name="factor">By how much each wait is longer.</param>
internal sealed class GrowingPause(TimeSpan first, TimeSpan longest, TimeProvider clock, double factor = 2)
{
    private readonly long _start = clock.GetTimestamp();

    /// <summary>The wait that is due.</summary>
    public TimeSpan Next { get; private set; } = first;

    /// <summary>How long it has been since the first attempt.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_start);

    /// <summary>Waits until the next attempt.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => WaitAsync(Next, cancellationToken);

    /// <summary>Waits until the next attempt, shorter or longer than is due; later waits grow as they would.</summary>
    public Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        Next = Next * factor < longest ? Next * factor : longest;
        return Task.Delay(wait, clock, cancellationToken);
    }
}
