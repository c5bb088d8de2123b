using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>What a person asked of <c>certs generate-csr</c>. Null means not given.</summary>
public sealed record GenerateCsrRequest
{
    /// <summary>The text of a configuration file; null means the defaults.</summary>
    public ConfigurationText? Configuration { get; init; }

    /// <summary>The names of certificates and kubeconfig files; null means all.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The folder of keys and requests; null means the configuration's.</summary>
    public string? CertificatesDir { get; init; }

    /// <summary>The folder of kubeconfigs; null means Kubernetes' folder.</summary>
    public string? KubeconfigDirectory { get; init; }

    /// <summary>Whether to do everything but the doing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The folder for a dry run's output; null means a new temporary one.</summary>
    public string? DryRunPath { get; init; }
}
