using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Components;

/// <summary>How the API server is reached.</summary>
public sealed class ClientConnectionConfiguration
{
    /// <summary>The kubeconfig file.</summary>
    [ApiField("kubeconfig", OmitEmpty = false)]
    public string Kubeconfig { get; set; } = "";

    /// <summary>The Accept header, where it is not the default.</summary>
    [ApiField("acceptContentTypes", OmitEmpty = false)]
    public string AcceptContentTypes { get; set; } = "";

    /// <summary>The media type of requests.</summary>
    [ApiField("contentType", OmitEmpty = false)]
    public string ContentType { get; set; } = "";

    /// <summary>Requests per second.</summary>
    [ApiField("qps", OmitEmpty = false)]
    public float Qps { get; set; }

    /// <summary>How many may come at once.</summary>
    [ApiField("burst", OmitEmpty = false)]
    public int Burst { get; set; }
}

/// <summary>Connection tracking (Linux).</summary>
public sealed class KubeProxyConntrackConfiguration
{
    /// <summary>Connections per core; 0 leaves the kernel's limit.</summary>
    [ApiField("maxPerCore", OmitEmpty = false)]
    public int? MaxPerCore { get; set; }

    /// <summary>Connections at least.</summary>
    [ApiField("min", OmitEmpty = false)]
    public int? Min { get; set; }

    /// <summary>How long an idle TCP connection is kept.</summary>
    [ApiField("tcpEstablishedTimeout", OmitEmpty = false)]
    public TimeSpan? TcpEstablishedTimeout { get; set; }

    /// <summary>How long one in CLOSE_WAIT is kept.</summary>
    [ApiField("tcpCloseWaitTimeout", OmitEmpty = false)]
    public TimeSpan? TcpCloseWaitTimeout { get; set; }

    /// <summary>Whether packets out of their window are let through.</summary>
    [ApiField("tcpBeLiberal", OmitEmpty = false)]
    public bool TcpBeLiberal { get; set; }

    /// <summary>How long an unanswered UDP flow is kept.</summary>
    [ApiField("udpTimeout", OmitEmpty = false)]
    public TimeSpan UdpTimeout { get; set; }

    /// <summary>How long an answered one is kept.</summary>
    [ApiField("udpStreamTimeout", OmitEmpty = false)]
    public TimeSpan UdpStreamTimeout { get; set; }
}

/// <summary>The mode of Windows.</summary>
public sealed class KubeProxyWinkernelConfiguration
{
    /// <summary>The network's name in HNS.</summary>
    [ApiField("networkName", OmitEmpty = false)]
    public string NetworkName { get; set; } = "";

    /// <summary>The source address of traffic to Services.</summary>
    [ApiField("sourceVip", OmitEmpty = false)]
    public string SourceVip { get; set; } = "";

    /// <summary>Whether answers go straight back (direct server return).</summary>
    [ApiField("enableDSR", OmitEmpty = false)]
    public bool EnableDsr { get; set; }

    /// <summary>The endpoint's name on an l2bridge network.</summary>
    [ApiField("rootHnsEndpointName", OmitEmpty = false)]
    public string RootHnsEndpointName { get; set; } = "";

    /// <summary>Whether health checks to a Service's address are forwarded.</summary>
    [ApiField("forwardHealthCheckVip", OmitEmpty = false)]
    public bool ForwardHealthCheckVip { get; set; }
}

/// <summary>The interfaces of local Pods.</summary>
public sealed class DetectLocalConfiguration
{
    /// <summary>The bridge that they are on.</summary>
    [ApiField("bridgeInterface", OmitEmpty = false)]
    public string BridgeInterface { get; set; } = "";

    /// <summary>What their interfaces' names start with.</summary>
    [ApiField("interfaceNamePrefix", OmitEmpty = false)]
    public string InterfaceNamePrefix { get; set; } = "";
}
