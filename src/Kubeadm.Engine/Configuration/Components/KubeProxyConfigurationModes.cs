using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Components;

/// <summary>The iptables mode.</summary>
public sealed class KubeProxyIpTablesConfiguration
{
    /// <summary>The bit of the packet mark for source NAT, 0 to 31.</summary>
    [ApiField("masqueradeBit", OmitEmpty = false)]
    public int? MasqueradeBit { get; set; }

    /// <summary>Whether all traffic to Services gets source NAT.</summary>
    [ApiField("masqueradeAll", OmitEmpty = false)]
    public bool MasqueradeAll { get; set; }

    /// <summary>Whether NodePorts are served on localhost.</summary>
    [ApiField("localhostNodePorts", OmitEmpty = false)]
    public bool? LocalhostNodePorts { get; set; }

    /// <summary>The longest time between two writings of the rules.</summary>
    [ApiField("syncPeriod", OmitEmpty = false)]
    public TimeSpan SyncPeriod { get; set; }

    /// <summary>The shortest time between them.</summary>
    [ApiField("minSyncPeriod", OmitEmpty = false)]
    public TimeSpan MinSyncPeriod { get; set; }
}

/// <summary>The IPVS mode.</summary>
public sealed class KubeProxyIpvsConfiguration
{
    /// <summary>The longest time between two writings of the rules.</summary>
    [ApiField("syncPeriod", OmitEmpty = false)]
    public TimeSpan SyncPeriod { get; set; }

    /// <summary>The shortest time between them.</summary>
    [ApiField("minSyncPeriod", OmitEmpty = false)]
    public TimeSpan MinSyncPeriod { get; set; }

    /// <summary>The IPVS scheduler, <c>rr</c>.</summary>
    [ApiField("scheduler", OmitEmpty = false)]
    public string Scheduler { get; set; } = "";

    /// <summary>The ranges whose IPVS rules are left alone.</summary>
    [ApiField("excludeCIDRs", OmitEmpty = false)]
    public List<string>? ExcludeCidrs { get; set; }

    /// <summary>Whether the node answers ARP only for its own addresses.</summary>
    [ApiField("strictARP", OmitEmpty = false)]
    public bool StrictArp { get; set; }

    /// <summary>How long an idle TCP session is kept; 0 leaves the kernel's setting.</summary>
    [ApiField("tcpTimeout", OmitEmpty = false)]
    public TimeSpan TcpTimeout { get; set; }

    /// <summary>How long one is kept after FIN.</summary>
    [ApiField("tcpFinTimeout", OmitEmpty = false)]
    public TimeSpan TcpFinTimeout { get; set; }

    /// <summary>How long UDP packets are tracked.</summary>
    [ApiField("udpTimeout", OmitEmpty = false)]
    public TimeSpan UdpTimeout { get; set; }
}

/// <summary>The nftables mode.</summary>
public sealed class KubeProxyNfTablesConfiguration
{
    /// <summary>The bit of the packet mark for source NAT, 0 to 31.</summary>
    [ApiField("masqueradeBit", OmitEmpty = false)]
    public int? MasqueradeBit { get; set; }

    /// <summary>Whether all traffic to Services gets source NAT.</summary>
    [ApiField("masqueradeAll", OmitEmpty = false)]
    public bool MasqueradeAll { get; set; }

    /// <summary>The longest time between two writings of the rules.</summary>
    [ApiField("syncPeriod", OmitEmpty = false)]
    public TimeSpan SyncPeriod { get; set; }

    /// <summary>The shortest time between them.</summary>
    [ApiField("minSyncPeriod", OmitEmpty = false)]
    public TimeSpan MinSyncPeriod { get; set; }
}
