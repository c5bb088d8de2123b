namespace Kubeadm;

/// <summary>A request (PKCS #10) for a certificate of the cluster, for an authority that is kept elsewhere to sign. Holds no secret.</summary>
public sealed record KubeCertificateRequest
{
    /// <summary>The certificate's name: <c>apiserver</c>, <c>etcd-server</c>, <c>admin.conf</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What was done: <see cref="ChangeAction.Create"/>, in a dry run only in its folder.</summary>
    public required string Action { get; init; }

    /// <summary>The file of the request.</summary>
    public required string Path { get; init; }

    /// <summary>The file of the private key; for a kubeconfig that file.</summary>
    public required string KeyPath { get; init; }

    /// <summary>The name of the authority that is to sign: <c>ca</c>, <c>front-proxy-ca</c>, <c>etcd-ca</c>.</summary>
    public required string AuthorityName { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The DNS names that the certificate is to be valid for, then the IP addresses.</summary>
    public required KubeList<string> Names { get; init; }

    /// <summary>
    /// What the certificate must be good for: <c>Server</c>, <c>Client</c>. kubeadm's requests do not say so, and whoever signs has to
    /// be told.
    /// </summary>
    public required KubeList<string> Usages { get; init; }

    /// <summary>The algorithm and size of its key in the words of <c>encryptionAlgorithm</c>: <c>RSA-2048</c>, <c>ECDSA-P256</c>.</summary>
    public required string KeyAlgorithm { get; init; }

    /// <summary>The hash of its public key, <c>sha256:HEX</c>; the signed certificate has the same.</summary>
    public required string PublicKeyHash { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
