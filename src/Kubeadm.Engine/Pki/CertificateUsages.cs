namespace Kubeadm.Engine.Pki;

/// <summary>What a leaf certificate may be used for (extended key usage).</summary>
[Flags]
public enum CertificateUsages
{
    /// <summary>Nothing is said: an authority's certificate.</summary>
    None = 0,

    /// <summary>TLS server authentication.</summary>
    Server = 1,

    /// <summary>TLS client authentication.</summary>
    Client = 2,
}
