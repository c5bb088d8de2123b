namespace Kubeadm.Engine.Reports;

/// <summary>How a certificate stands when a report is made.</summary>
/// <param name="Mark">How that is shown.</param>
/// <param name="Word">That in a word.</param>
internal sealed record CertificateState(ReportMark Mark, string Word)
{
    /// <summary>How a certificate stands.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="today">When the report was made.</param>
    public static CertificateState Of(KubeCertificate certificate, DateTime today) => certificate switch
    {
        { Problem: not null } => new(ReportMark.Bad, "Unreadable"),
        { NotAfter: null } => new(ReportMark.Neutral, "No end"),
        _ when ReportAttention.HasEnded(certificate, today) => new(ReportMark.Bad, "Ended"),
        _ when ReportAttention.IsEarly(certificate, today) => new(ReportMark.Bad, "Not valid yet"),
        _ when ReportAttention.EndsSoon(certificate, today) => new(ReportMark.Warning, "Ends soon"),
        _ => new(ReportMark.Good, "Valid"),
    };
}
