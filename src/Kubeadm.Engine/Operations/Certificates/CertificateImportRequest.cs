using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>Where signed certificates are to be brought back to. Null means not given.</summary>
public sealed record CertificateImportRequest
{
    /// <summary>The text of a configuration file; null means the defaults.</summary>
    public ConfigurationText? Configuration { get; init; }

    /// <summary>The folder of keys, requests and certificates; null means the configuration's.</summary>
    public string? CertificatesDir { get; init; }

    /// <summary>Whether each change goes to the operating system's log too.</summary>
    public bool Journal { get; init; }

    /// <summary>The folder of kubeconfigs and their requests; null means Kubernetes' folder.</summary>
    public string? KubeconfigDirectory { get; init; }
}
