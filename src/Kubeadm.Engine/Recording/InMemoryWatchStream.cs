using System.Text;
using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Recording;

/// <summary>The body of a watch's answer: one JSON document a line for each change, until the reader goes or the time is over.</summary>
/// <param name="read">Returns the changes after a version, and a task that ends at the next change.</param>
/// <param name="from">The version after which changes are reported.</param>
/// <param name="time">How long the answer goes on.</param>
/// <param name="clock">Measures that.</param>
internal sealed class InMemoryWatchStream(
    Func<long, (IReadOnlyList<InMemoryEvent> Events, Task Changed)> read,
    long from,
    TimeSpan time,
    TimeProvider clock) : Stream
{
    private readonly CancellationTokenSource _end = new(time, clock);
    private long _from = from;
    private ReadOnlyMemory<byte> _pending;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_pending.IsEmpty)
        {
            var (events, changed) = read(_from);
            if (events.Count > 0)
            {
                _from = events[^1].Version;
                _pending = Encoding.UTF8.GetBytes(string.Concat(events.Select(Line)));
            }
            else if (!await HappensAsync(changed, cancellationToken))
            {
                return 0;
            }
        }

        var count = Math.Min(buffer.Length, _pending.Length);
        _pending[..count].CopyTo(buffer);
        _pending = _pending[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _end.Dispose();
        }

        base.Dispose(disposing);
    }

    private static string Line(InMemoryEvent change) =>
        new JsonObject { ["type"] = change.Type, ["object"] = change.Object.DeepClone() }.ToJsonString() + "\n";

    private async Task<bool> HappensAsync(Task changed, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, cancellationToken);
        try
        {
            await changed.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
