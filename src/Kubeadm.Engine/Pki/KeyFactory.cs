using System.Security.Cryptography;

namespace Kubeadm.Engine.Pki;

/// <summary>
/// Makes private keys in the background on all cores, so that it costs no waiting where there is other work to do.
/// Safe for use from many threads.
/// </summary>
/// <remarks>
/// An RSA key takes tenths of a second of one core. Keys are made on threads of their own: work of that length on the
/// thread pool would keep everything else waiting.
/// </remarks>
public sealed class KeyFactory : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<Order> _orders = new();
    private readonly Dictionary<KeyAlgorithm, Queue<Task<AsymmetricAlgorithm>>> _prefetched = [];
    private readonly int _maxWorkers;
    private int _workers;
    private bool _disposed;

    /// <summary>Makes a factory.</summary>
    /// <param name="workers">How many keys are made at a time; zero means as many as there are processors.</param>
    public KeyFactory(int workers = 0)
    {
        _maxWorkers = workers > 0 ? workers : Environment.ProcessorCount;
    }

    /// <summary>
    /// Sees to it that this many keys are ready or under way. Keys that were asked for before and not yet taken count, so
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

    /// <summary>Gives a key to the caller, who then owns it: a prefetched one if there is, else a new one.</summary>
    /// <param name="algorithm">The key's algorithm.</param>
    /// <param name="cancellationToken">Ends the waiting at once; a prefetched key then goes back.</param>
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
            return await key.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            GiveBack(algorithm, key);
            throw;
        }
    }

    /// <summary>Drops keys that were not taken; those that are waited for are cancelled.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var key in _prefetched.Values.SelectMany(queue => queue))
            {
                DisposeWhenMade(key);
            }

            _prefetched.Clear();
            while (_orders.TryDequeue(out var order))
            {
                order.Result.TrySetCanceled();
            }
        }
    }

    private void GiveBack(KeyAlgorithm algorithm, Task<AsymmetricAlgorithm> key)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                DisposeWhenMade(key);
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
        if (_workers < _maxWorkers)
        {
            _workers++;
            new Thread(Work) { IsBackground = true, Name = "key maker" }.Start();
        }

        return order.Result.Task;
    }

    private void Work()
    {
        while (true)
        {
            Order? order;
            lock (_gate)
            {
                if (!_orders.TryDequeue(out order))
                {
                    _workers--;
                    return;
                }
            }

            try
            {
                order.Result.SetResult(KeyAlgorithms.CreateKey(order.Algorithm));
            }
            catch (CryptographicException e)
            {
                order.Result.SetException(e);
            }
        }
    }

    private static void DisposeWhenMade(Task<AsymmetricAlgorithm> key) =>
        key.ContinueWith(
            static made => made.Result.Dispose(),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    private sealed record Order(KeyAlgorithm Algorithm, TaskCompletionSource<AsymmetricAlgorithm> Result);
}
