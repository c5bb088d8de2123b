namespace Kubeadm.Engine.Ports.Node;

/// <summary>How much an entry of the operating system's log matters. The numbers are syslog's (RFC 5424).</summary>
public enum JournalLevel
{
    /// <summary>Something failed.</summary>
    Error = 3,

    /// <summary>Something did not come to its end.</summary>
    Warning = 4,

    /// <summary>Something was done.</summary>
    Information = 6,
}
