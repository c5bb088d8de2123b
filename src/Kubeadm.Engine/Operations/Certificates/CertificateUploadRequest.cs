using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>What a person asked of <c>init phase upload-certs</c>. Null means not given.</summary>
public sealed record CertificateUploadRequest
{
    /// <summary>The text of a configuration file; null means the configuration that the cluster keeps.</summary>
    public ConfigurationText? Configuration { get; init; }

    /// <summary>The key to encrypt with; null means the configuration's, or a new one. A secret.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>The folder of certificates; null means the configuration's.</summary>
    public string? CertificatesDir { get; init; }

    /// <summary>The kubeconfig's path; null means the administrator's.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Whether nothing is really written.</summary>
    public bool DryRun { get; init; }
}
