using System.Collections.Concurrent;

namespace Kubeadm.Testing;

/// <summary>A runtime with Pod sandboxes.</summary>
public sealed class FakeSandboxes(params string[] sandboxes) : StubRuntime
{
    private readonly ConcurrentDictionary<string, bool> _sandboxes = new(sandboxes.Select(s => KeyValuePair.Create(s, true)));

    /// <summary>Those that are there, ordered.</summary>
    public IReadOnlyList<string> Sandboxes => [.. _sandboxes.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Those that cannot be removed.</summary>
    public HashSet<string> Stuck { get; } = [];

    /// <summary>Whether nobody answers.</summary>
    public bool IsAway { get; set; }

    public bool IsDisposed { get; private set; }

    public override Task<IReadOnlyList<string>> ListSandboxesAsync(CancellationToken cancellationToken) => IsAway
        ? Task.FromException<IReadOnlyList<string>>(new KubeadmException("ContainerRuntimeUnreachable", "nobody answers") { Kind = KubeadmErrorKind.Unreachable })
        : Task.FromResult(Sandboxes);

    public override Task RemoveSandboxAsync(string sandboxId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Stuck.Contains(sandboxId))
        {
            return Task.FromException(new KubeadmException("ContainerRuntimeFailed", $"{sandboxId} is stuck"));
        }

        _sandboxes.TryRemove(sandboxId, out _);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return base.DisposeAsync();
    }
}
