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

    /// <summary>Whether the server's certificate is not verified at all. Whoever answers is believed.</summary>
    public bool InsecureSkipTlsVerify { get; set; }

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

    /// <summary>A file of a bearer token.</summary>
    public string TokenFile { get; set; } = "";

    /// <summary>The name for basic authentication.</summary>
    public string Username { get; set; } = "";

    /// <summary>The password for basic authentication. A secret.</summary>
    public string Password { get; set; } = "";

    /// <summary>
    /// Whether there is something here that can prove who the user is: a token, a name and password, a certificate and its key,
    /// a program or a plugin that has such.
    /// </summary>
    public bool HasCredentials =>
        Token.Length + TokenFile.Length > 0
        || (Username.Length > 0 && Password.Length > 0)
        || (ClientCertificate.Length + ClientCertificateData.Length > 0 && ClientKey.Length + ClientKeyData.Length > 0)
        || Program.Length > 0
        || Others.Text("auth-provider", "name").Length > 0;

    /// <summary>The program that is asked for a credential (<c>exec</c>): a bare name or a path; empty when there is none.</summary>
    public string Program
    {
        get => Others.Text("exec", "command");
        set => Others.SetText("exec", "command", value);
    }

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
