using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>An etcd cluster that others run.</summary>
public sealed class ExternalEtcd
{
    /// <summary>Its endpoints.</summary>
    [ApiField("endpoints", OmitEmpty = false)]
    public List<string>? Endpoints { get; set; }

    /// <summary>Endpoints for health and metrics over HTTP.</summary>
    [ApiField("httpEndpoints")]
    public List<string> HttpEndpoints { get; set; } = [];

    /// <summary>The file of its CA.</summary>
    [ApiField("caFile", OmitEmpty = false)]
    public string CaFile { get; set; } = "";

    /// <summary>The file of the client certificate.</summary>
    [ApiField("certFile", OmitEmpty = false)]
    public string CertFile { get; set; } = "";

    /// <summary>The file of the client key.</summary>
    [ApiField("keyFile", OmitEmpty = false)]
    public string KeyFile { get; set; } = "";
}
