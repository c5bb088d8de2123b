using System.Security.Cryptography;

namespace Kubeadm.Engine.Pki;

/// <summary>
/// Creates private keys in the background on all cores, so that they cost no waiting where there is other work to do.
/// Safe for use from many threads.
/// </summary>
/// <remarks>
/// An RSA key takes tenths of a second of one core. Keys are created on threads of their own: work of that length on the
/// thread pool would keep everything else waiting. No such thread outlives the factory: a process that exits while one is
/// inside the native library crashes, and in a session that goes on it would burn a core for a command that has ended.
/// </remarks>
public sealed class KeyFactory : IDisposable, IAsyncDisposable
{
    private static int s_threadsAtWork;

    private readonly object _gate = new();
    private readonly Queue<Order> _orders = new();
    private readonly Dictionary<KeyAlgorithm, Queue<Task<AsymmetricAlgorithm>>> _prefetched = [];
    private readonly List<Task> _workers = [];
    private readonly Func<KeyAlgorithm, AsymmetricAlgorithm> _create;
    private readonly int _maxWorkers;
    private int _busy;
    private bool _disposed;

    /// <summary>Creates a factory.</summary>
    /// <param name="workers">How many keys are created at a time; zero means as many as there are processors.</param>
    public KeyFactory(int workers = 0)
        : this(workers, KeyAlgorithms.CreateKey)
    {
    }

    /// <summary>Creates a factory over another source of keys.</summary>
    internal KeyFactory(int workers, Func<KeyAlgorithm, AsymmetricAlgorithm> create)
    {
        _maxWorkers = workers > 0 ? workers : Environment.ProcessorCount;
        _create = create;
    }

    /// <summary>How many threads of all factories of the process are at work: for the proof that none outlives its command.</summary>
    internal static int ThreadsAtWork => Volatile.Read(ref s_threadsAtWork);

    /// <summary>
    /// Ensures that this many keys are ready or under way. Keys that were asked for before and not yet taken count, so
    /// that a workflow may announce all its keys and each part of it its own.
    /// </summary>
    /// <param name="algorithm">The keys' algorithm.</param>
    /// <param name="count">How many keys will surely be taken.</param>
    public void Prefetch(KeyAlgorithm algorithm, int count)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var queue = QueueFor(algorithm);
            while (queue.Count < count)
            {
                queue.Enqueue(StartLocked(algorithm));
            }
        }
    }

    /// <summary>Returns a key, which the caller then owns: a prefetched one if there is, else a new one.</summary>
    /// <param name="algorithm">The key's algorithm.</param>
    /// <param name="cancellationToken">Ends the waiting at once; a prefetched key then goes back.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled, or the factory was disposed of.</exception>
    /// <exception cref="CryptographicException">The platform cannot create such a key.</exception>
    public async Task<AsymmetricAlgorithm> TakeAsync(KeyAlgorithm algorithm, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task<AsymmetricAlgorithm> key;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var queue = QueueFor(algorithm);
            key = queue.Count > 0 ? queue.Dequeue() : StartLocked(algorithm);
        }

        try
        {
            return await key.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            GiveBack(algorithm, key);
            throw;
        }
    }

    /// <summary>
    /// Starts no further key, waits for those in hand and drops what was not taken. Who waits for a key that was not begun is
    /// cancelled.
    /// </summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(Stop());

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => Task.WaitAll(Stop());

    /// <summary>Drops all orders and keys.</summary>
    /// <returns>The workers that may still have a key in hand; none is added from here on.</returns>
    private Task[] Stop()
    {
        lock (_gate)
        {
            _disposed = true;
            while (_orders.TryDequeue(out var order))
            {
                order.Result.TrySetCanceled();
            }

            foreach (var key in _prefetched.Values.SelectMany(queue => queue))
            {
                DisposeWhenCreated(key);
            }

            _prefetched.Clear();
            return [.. _workers];
        }
    }

    private void GiveBack(KeyAlgorithm algorithm, Task<AsymmetricAlgorithm> key)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                DisposeWhenCreated(key);
            }
            else
            {
                QueueFor(algorithm).Enqueue(key);
            }
        }
    }

    private Queue<Task<AsymmetricAlgorithm>> QueueFor(KeyAlgorithm algorithm)
    {
        if (!_prefetched.TryGetValue(algorithm, out var queue))
        {
            _prefetched[algorithm] = queue = new Queue<Task<AsymmetricAlgorithm>>();
        }

        return queue;
    }

    private Task<AsymmetricAlgorithm> StartLocked(KeyAlgorithm algorithm)
    {
        var order = new Order(algorithm, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _orders.Enqueue(order);
        if (_busy < _maxWorkers)
        {
            _busy++;
            _workers.RemoveAll(worker => worker.IsCompleted);
            _workers.Add(Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        }

        return order.Result.Task;
    }

    private void Work()
    {
        Interlocked.Increment(ref s_threadsAtWork);
        Thread.CurrentThread.Name = "key factory";
        while (NextOrder() is { } order)
        {
            try
            {
                order.Result.SetResult(_create(order.Algorithm));
            }
            catch (Exception e)
            {
                // Whatever it is, it is the error of who waits for the key.
                order.Result.SetException(e);
            }
        }

        Interlocked.Decrement(ref s_threadsAtWork);
    }

    private Order? NextOrder()
    {
        lock (_gate)
        {
            if (!_orders.TryDequeue(out var order))
            {
                _busy--;
            }

            return order;
        }
    }

    private static void DisposeWhenCreated(Task<AsymmetricAlgorithm> key) =>
        key.ContinueWith(
            static created => created.Result.Dispose(),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    private sealed record Order(KeyAlgorithm Algorithm, TaskCompletionSource<AsymmetricAlgorithm> Result);
}
