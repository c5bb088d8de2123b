using System.Net;

namespace Kubeadm.Engine.Ports.Node;

/// <summary>The network as the node sees it.</summary>
public interface INodeNetwork
{
    /// <summary>The machine's host name, as the kernel has it.</summary>
    string HostName { get; }

    /// <summary>
    /// The address kubeadm would advertise: the given one if it is specific, else a global unicast address of the interface of
    /// the default route, IPv4 first. Null when there is none.
    /// </summary>
    IPAddress? ChooseAddress(IPAddress? wanted);

    /// <summary>The node's own addresses.</summary>
    IReadOnlyList<IPAddress> Addresses { get; }

    /// <summary>How many of the first bits of one of the node's own addresses name the network that it is in; null for an address that is not the node's.</summary>
    int? PrefixLengthOf(IPAddress address);

    /// <summary>Whether a TCP port can be listened on, on all addresses.</summary>
    bool IsPortFree(int port);

    /// <summary>Whether someone answers on a unix socket, or a Windows named pipe of that name exists.</summary>
    bool IsListening(string path);

    /// <summary>Resolves a name; throws <see cref="System.Net.Sockets.SocketException"/> when it cannot be.</summary>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}
