using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Node.Local;

/// <summary>Real locks, of folders of their own: the node's is that of whoever works on this machine.</summary>
public sealed class LocalNodeLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalNodeLock _lock = new(TimeProvider.System);

    public LocalNodeLockTests() => Skip.IfNot(Environment.IsPrivilegedProcess, "others have no folder for locks that is there on every machine");

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void The_second_is_told_at_once_who_has_it()
    {
        using var held = _lock.Take("renewal of certificates", _folder["pki"]);

        var error = Assert.Throws<KubeadmException>(() => new LocalNodeLock(TimeProvider.System).Take("init", _folder["pki"]));

        Assert.Equal(("NodeLocked", Environment.ProcessId), (error.ErrorId, error.Target));
        Assert.StartsWith($"init: what it would change is being changed by process {Environment.ProcessId} (renewal of certificates), since 2", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
    }

    [SkippableFact]
    public void It_is_free_again_when_it_is_let_go()
    {
        _lock.Take("first", _folder["pki"]).Dispose();

        _lock.Take("second", _folder["pki"]).Dispose();
    }

    [SkippableFact]
    public void Folders_beyond_the_node_do_not_stand_in_each_others_way()
    {
        using var held = _lock.Take("first", _folder["a"]);

        _lock.Take("second", _folder["b"]).Dispose();
    }

    [SkippableFact]
    public void A_folder_has_one_lock_by_whatever_path_it_is_reached()
    {
        Directory.CreateDirectory(_folder["real"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["real"]);
        using var held = _lock.Take("first", _folder["real/pki"]);

        Assert.Throws<KubeadmException>(() => _lock.Take("second", _folder["link/pki"] + "/"));
    }

    [SkippableFact]
    public void Where_one_of_several_is_taken_none_is_kept()
    {
        using var held = _lock.Take("first", _folder["b"]);

        Assert.Throws<KubeadmException>(() => _lock.Take("second", _folder["a"], _folder["b"]));

        _lock.Take("third", _folder["a"]).Dispose();
    }

    [SkippableFact]
    public async Task Never_two_have_it()
    {
        var (inside, most, taken) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var attempt = 0; attempt < 200; attempt++)
            {
                try
                {
                    using var held = _lock.Take("attempt", _folder["pki"]);
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    Interlocked.Increment(ref taken);
                    Thread.Yield();
                    Interlocked.Decrement(ref inside);
                }
                catch (KubeadmException error) when (error.ErrorId == "NodeLocked")
                {
                    Thread.Yield();
                }
            }
        })));

        Assert.Equal(1, most);
        Assert.InRange(taken, 1, 1600);
    }
}
