namespace Kubeadm;

/// <summary>Finds what of a report asks for a person.</summary>
internal static class ReportAttention
{
    /// <summary>How much of a certificate's time is left when it is to be renewed.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>How many names a sentence has.</summary>
    private const int Shown = 5;

    /// <summary>The sentences, failures first.</summary>
    public static IReadOnlyList<ReportMatter> Of(KubeReport report) =>
        [.. Failures(report).Select(text => new ReportMatter(true, text)), .. Warnings(report).Select(text => new ReportMatter(false, text))];

    /// <summary>Whether a certificate has ended when a report is made.</summary>
    public static bool HasEnded(KubeCertificate certificate, DateTime created) => certificate.NotAfter <= created;

    /// <summary>Whether a certificate is not valid yet when a report is made: nobody takes it until then.</summary>
    public static bool IsEarly(KubeCertificate certificate, DateTime created) => certificate.NotBefore > created;

    /// <summary>Whether a certificate has not ended yet, and is to be renewed.</summary>
    public static bool EndsSoon(KubeCertificate certificate, DateTime created) =>
        !HasEnded(certificate, created) && certificate.NotAfter - created <= Soon;

    private static IEnumerable<string> Failures(KubeReport report) => Present(
        Tell(report.Phases.Where(phase => phase.Status == PhaseStatus.Failed), phase => phase.Phase, "phase failed", "phases failed"),
        Tell(report.Certificates.Where(certificate => HasEnded(certificate, report.Created)), Name, "certificate has ended", "certificates have ended"),
        Tell(report.Certificates.Where(certificate => IsEarly(certificate, report.Created)), Name, "certificate is not valid yet", "certificates are not valid yet"),
        Tell(report.Certificates.Where(certificate => certificate.Problem is not null), Name, "certificate cannot be read", "certificates cannot be read"),
        Tell(report.Checks.Where(check => check.Outcome == PreflightOutcome.Failed), check => check.Name, "preflight check failed", "preflight checks failed"),
        Tell(report.Etcd.Where(endpoint => !endpoint.IsHealthy), endpoint => endpoint.Endpoint, "endpoint of etcd is not healthy", "endpoints of etcd are not healthy"));

    private static IEnumerable<string> Warnings(KubeReport report) => Present(
        Tell(
            report.Certificates.Where(certificate => EndsSoon(certificate, report.Created)).OrderBy(certificate => certificate.NotAfter), Name,
            $"certificate ends within {Soon.Days} days", $"certificates end within {Soon.Days} days"),
        Tell(report.NodesBehind, node => $"{node.Node} {node.Version}", "kubelet is older than the cluster", "kubelets are older than the cluster"),
        Tell(report.Obstacles, null, "thing stands in the way of an upgrade", "things stand in the way of an upgrade"),
        Tell(report.Drift.Where(drift => drift.Outcome == UpgradeDrift.Lost), drift => drift.Path, "change by hand is lost in an upgrade", "changes by hand are lost in an upgrade"),
        Tell(report.Checks.Where(check => check.Outcome == PreflightOutcome.Warning), check => check.Name, "preflight check warns", "preflight checks warn"));

    private static string Name(KubeCertificate certificate) => certificate.Name;

    private static IEnumerable<string> Present(params string?[] sentences) => sentences.OfType<string>();

    private static string? Tell<T>(IEnumerable<T> found, Func<T, string>? name, string one, string many)
    {
        var all = found.ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var what = $"{all.Count} {(all.Count == 1 ? one : many)}";
        var names = name is null ? "" : ": " + string.Join(", ", all.Take(Shown).Select(name));
        return what + names + (name is not null && all.Count > Shown ? $" and {all.Count - Shown} more" : "");
    }
}
