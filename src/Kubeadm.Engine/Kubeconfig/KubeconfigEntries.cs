namespace Kubeadm.Engine.Kubeconfig;

/// <summary>How a cluster is reached.</summary>
public sealed class KubeconfigCluster
{
    /// <summary>The API server's URL.</summary>
    public string Server { get; set; } = "";

    /// <summary>The certificates that the server is trusted by, PEM; empty when there are none here.</summary>
    public byte[] CertificateAuthorityData { get; set; } = [];

    /// <summary>A file of the certificates that the server is trusted by; used when there are none here.</summary>
    public string CertificateAuthority { get; set; } = "";

    internal KubeconfigFields Others { get; init; } = KubeconfigFields.None;
}

/// <summary>How a user proves who they are. Holds secrets.</summary>
public sealed class KubeconfigUser
{
    /// <summary>The client certificate, PEM; empty when there is none here.</summary>
    public byte[] ClientCertificateData { get; set; } = [];

    /// <summary>The client's private key, PEM; empty when there is none here. A secret.</summary>
    public byte[] ClientKeyData { get; set; } = [];

    /// <summary>A file of the client certificate.</summary>
    public string ClientCertificate { get; set; } = "";

    /// <summary>A file of the client's private key.</summary>
    public string ClientKey { get; set; } = "";

    /// <summary>A bearer token. A secret.</summary>
    public string Token { get; set; } = "";

    internal KubeconfigFields Others { get; init; } = KubeconfigFields.None;
}

/// <summary>A cluster and a user.</summary>
public sealed class KubeconfigContext
{
    /// <summary>The cluster's name.</summary>
    public string Cluster { get; set; } = "";

    /// <summary>The user's name.</summary>
    public string User { get; set; } = "";

    /// <summary>The namespace that is meant where none is given.</summary>
    public string Namespace { get; set; } = "";

    internal KubeconfigFields Others { get; init; } = KubeconfigFields.None;
}
