namespace Kubeadm.Engine.Reporting;

/// <summary>Identifiers that errors of several rooms have. One that a single room's errors have stands in the room's own class of errors.</summary>
internal static class ErrorIds
{
    /// <summary>A field of a configuration, or the text of a document, cannot be used.</summary>
    public const string InvalidConfiguration = ConfigurationException.Id;

    /// <summary>What was asked for does not go together.</summary>
    public const string InvalidArgument = "InvalidArgument";

    /// <summary>A kubeconfig cannot be read, or lacks what is needed of it.</summary>
    public const string InvalidKubeconfig = "InvalidKubeconfig";

    /// <summary>A certificate cannot be read, or cannot be used for what it is wanted for.</summary>
    public const string InvalidCertificate = "InvalidCertificate";

    /// <summary>A certificate that is needed is not there.</summary>
    public const string CertificateNotFound = "CertificateNotFound";
}
