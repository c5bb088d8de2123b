using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>
/// A way down through a folder and those in it, of any depth: no recursion, and no more than some descriptors open at once. Each step
/// goes from one open folder to the next, down by name without following links, up by <c>..</c> with a look whether that is the folder
/// it came from: whoever may write below it (a Pod's volume) cannot lead the way elsewhere.
/// </summary>
/// <param name="folder">The folder in which the top stands.</param>
/// <param name="mount">The mount (<see cref="LinuxFileStatus.Mount"/>) that is not left; null for that of the top.</param>
internal sealed class TreeWalk(LinuxFolder folder, ulong? mount = null) : IDisposable
{
    private const int MostOpen = 64;

    private readonly List<TreeLevel> _levels = [];

    /// <summary>The folder where the way is now; null before the first and after the last.</summary>
    public TreeLevel? Current => _levels.Count > 0 ? _levels[^1] : null;

    /// <summary>The descriptor of the folder above <see cref="Current"/>, which may have to be opened again.</summary>
    public int OpenAbove()
    {
        if (_levels.Count == 1)
        {
            return folder.Descriptor;
        }

        var (above, below) = (_levels[^2], _levels[^1]);
        if (above.Handle is null)
        {
            var handle = Open(below.Descriptor, [(byte)'.', (byte)'.', 0]) ?? throw Libc.Failure(Marshal.GetLastPInvokeError(), PathOf([]));
            if (!LinuxFileStatus.Of((int)handle.DangerousGetHandle(), () => PathOf([])).IsSame(above.Status))
            {
                handle.Dispose();
                throw new IOException($"{RawName.Show(PathOf([]))} was moved elsewhere in the meantime");
            }

            above.Handle = handle;
        }

        return above.Descriptor;
    }

    /// <summary>Descends into a folder of this name.</summary>
    /// <returns>Whether there is one; not where there is a file or link now, or nothing.</returns>
    /// <exception cref="IOException">It is on another file system: something is mounted there.</exception>
    public bool TryEnter(byte[] name)
    {
        if (Open(Current?.Descriptor ?? folder.Descriptor, name) is not { } handle)
        {
            var code = Marshal.GetLastPInvokeError();
            return code is Libc.NotDirectory or Libc.TooManyLinks or Libc.NoEntry ? false : throw Libc.Failure(code, PathOf(name));
        }

        var status = LinuxFileStatus.Of((int)handle.DangerousGetHandle(), () => PathOf(name));
        if (status.Mount != (mount ?? (_levels.Count > 0 ? _levels[0].Status : status).Mount))
        {
            handle.Dispose();
            throw new IOException($"{RawName.Show(PathOf(name))} is a mount point; unmount it first");
        }

        _levels.Add(new TreeLevel(name, status) { Handle = handle });
        if (_levels.Count > MostOpen && _levels[^(MostOpen + 1)] is { Handle: { } oldest } far)
        {
            oldest.Dispose();
            far.Handle = null;
        }

        return true;
    }

    /// <summary>Ascends. The folder above must have been opened.</summary>
    public void Leave()
    {
        _levels[^1].Handle?.Dispose();
        _levels.RemoveAt(_levels.Count - 1);
    }

    /// <summary>The path of a name in <see cref="Current"/>, for messages; of the folder itself where no name is given.</summary>
    public string PathOf(byte[] name)
    {
        var names = _levels.Select(level => level.Name).Concat(name.Length > 0 ? [name] : Array.Empty<byte[]>());
        return folder.Path.TrimEnd('/') + string.Concat(names.Select(part => "/" + RawName.Decode(part.AsSpan(..^1))));
    }

    /// <inheritdoc/>
    public void Dispose() => _levels.ForEach(level => level.Handle?.Dispose());

    private static SafeFileHandle? Open(int descriptor, byte[] name)
    {
        var opened = Libc.OpenAt(descriptor, name, Libc.OpenReadOnly | Libc.OpenDirectory | Libc.OpenNoFollow);
        return opened >= 0 ? new SafeFileHandle(opened, ownsHandle: true) : null;
    }
}
