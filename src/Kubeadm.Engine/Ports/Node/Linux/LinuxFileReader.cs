using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>
/// Reads a file of unknown kind. .NET waits without end for somebody to open the other end of a pipe, so the file is opened without
/// waiting, and each read waits no longer than is left.
/// </summary>
internal static partial class LinuxFileReader
{
    private const int OpenReadOnlyNonBlockingCloseOnExec = 0x80800;
    private const int ChunkSize = 64 * 1024;
    private const short PollIn = 1;

    private const int Interrupted = 4;
    private const int NoSuchDevice = 6;
    private const int TryAgain = 11;
    private const int IsDirectory = 21;

    /// <summary>How often a wait looks whether it is to end.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Reads all of a file, or of a pipe or device until it ends.</summary>
    /// <param name="path">The path; links are followed.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <param name="wait">How long a pipe may take; zero where none is wanted.</param>
    /// <param name="stopping">Ends the wait for a pipe. A file is read to its end: what has begun to put a node back as it was has to read on.</param>
    /// <exception cref="KubeadmException"><c>FileTooLarge</c>, <c>NotAFile</c>, <c>FileReadTimedOut</c>.</exception>
    public static byte[] ReadAll(string path, int limit, TimeSpan wait, CancellationToken stopping)
    {
        using var file = Open(path);
        var content = new ArrayBufferWriter<byte>();
        if (wait == TimeSpan.Zero)
        {
            RefusePipe(file, path);
            wait = FileLimits.PipeWait;
        }

        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var left = wait - TimeProvider.System.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                throw FileReadErrors.NotInTime(path, wait);
            }

            if (!IsReady(file, stopping.IsCancellationRequested ? TimeSpan.Zero : left < Look ? left : Look))
            {
                stopping.ThrowIfCancellationRequested();
                continue;
            }

            var buffer = content.GetSpan(Math.Min(ChunkSize, limit - content.WrittenCount + 1));
            var count = (int)NativeRead(file, ref MemoryMarshal.GetReference(buffer), (nuint)buffer.Length);
            switch (count)
            {
                case 0:
                    return content.WrittenSpan.ToArray();
                case > 0:
                    content.Advance(count);
                    break;
                default:
                    ThrowUnlessAgain(path, Marshal.GetLastPInvokeError());
                    break;
            }

            if (content.WrittenCount > limit)
            {
                throw FileReadErrors.TooLarge(path, limit);
            }
        }
    }

    private static SafeFileHandle Open(string path)
    {
        var file = NativeOpen(path, OpenReadOnlyNonBlockingCloseOnExec);
        if (!file.IsInvalid)
        {
            return file;
        }

        file.Dispose();
        return Marshal.GetLastPInvokeError() == NoSuchDevice
            ? throw FileReadErrors.NotAFile(path, "a socket")

            // .NET knows best which of its exceptions the error is.
            : File.OpenHandle(path);
    }

    private static void RefusePipe(SafeFileHandle file, string path)
    {
        if (LinuxFileStatus.Of((int)file.DangerousGetHandle(), () => path).IsPipe)
        {
            throw FileReadErrors.NotAFile(path, "a pipe");
        }
    }

    private static bool IsReady(SafeFileHandle file, TimeSpan left)
    {
        var request = new PollRequest { Descriptor = (int)file.DangerousGetHandle(), Events = PollIn };
        var answer = NativePoll(ref request, 1, (int)Math.Ceiling(left.TotalMilliseconds));
        return answer != 0;
    }

    private static void ThrowUnlessAgain(string path, int error)
    {
        if (error == IsDirectory)
        {
            throw FileReadErrors.NotAFile(path, "a folder");
        }

        if (error is not (Interrupted or TryAgain))
        {
            throw new IOException($"{path} cannot be read: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle NativeOpen(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint NativeRead(SafeFileHandle file, ref byte buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int NativePoll(ref PollRequest request, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollRequest
    {
        public int Descriptor;
        public short Events;
        public short ReturnedEvents;
    }
}
