using System.Net.Sockets;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>journald, by the socket on which it takes datagrams. It is opened for each entry: journald may have been started again meanwhile.</summary>
/// <param name="path">The socket.</param>
public sealed class JournaldSocket(string path = JournaldSocket.DefaultPath) : IJournal
{
    /// <summary>Where systemd has it.</summary>
    public const string DefaultPath = "/run/systemd/journal/socket";

    private const string Name = "journald";

    /// <summary>A log that takes nothing, because it is stopped or its disk hangs, must not hold up a run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public void Require()
    {
        try
        {
            Connect().Dispose();
        }
        catch (SocketException cause)
        {
            throw JournalErrors.NotFound(Name, path, cause);
        }
    }

    /// <inheritdoc/>
    public void Send(JournalEntry entry)
    {
        try
        {
            using var socket = Connect();
            socket.Send(JournaldMessage.Encode(entry));
        }
        catch (SocketException cause)
        {
            throw JournalErrors.Failed(Name, cause);
        }
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = (int)Patience.TotalMilliseconds };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
