using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>Which certificates a person wants renewed. Null means not given.</summary>
public sealed record CertificateRenewalRequest
{
    /// <summary>Their names; <see cref="CertificateRenewals.All"/> means every one.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The text of a configuration file; null means the cluster's, or the defaults where it does not answer.</summary>
    public ConfigurationText? Configuration { get; init; }

    /// <summary>The folder of certificates; null means the configuration's.</summary>
    public string? CertificatesDir { get; init; }

    /// <summary>The kubeconfig for asking the cluster for its configuration; null means the administrator's.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Whether each change goes to the operating system's log too.</summary>
    public bool Journal { get; init; }

    /// <summary>Whether to do everything but the doing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The folder for a dry run's output; null means a new temporary one.</summary>
    public string? DryRunPath { get; init; }
}
