using System.Net;

namespace Kubeadm.Engine.Ports.Node;

/// <summary>A network interface of the node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsUp">Whether it is administratively up.</param>
/// <param name="IsLoopback">Whether it is the machine itself.</param>
/// <param name="IsPointToPoint">Whether it has one peer only, as a tunnel has.</param>
/// <param name="Addresses">Its addresses, in the kernel's order.</param>
public sealed record NodeInterface(string Name, bool IsUp, bool IsLoopback, bool IsPointToPoint, IReadOnlyList<IPAddress> Addresses);
