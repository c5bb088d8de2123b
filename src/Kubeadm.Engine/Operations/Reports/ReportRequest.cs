namespace Kubeadm.Engine.Operations.Reports;

/// <summary>What is asked of a report on this machine.</summary>
public sealed record ReportRequest
{
    /// <summary>The page's title.</summary>
    public required string Title { get; init; }

    /// <summary>The folder of certificates; null means the configuration's.</summary>
    public string? CertificatesDir { get; init; }

    /// <summary>The kubeconfig's path; null means the one that kubeadm finds.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The workflow that the machine is checked for; null means that it is not checked.</summary>
    public string? Checks { get; init; }
}
