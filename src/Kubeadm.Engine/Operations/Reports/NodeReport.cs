using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Operations.Preflight;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Operations.Reports;

/// <summary>Puts together what there is to report of this machine and its cluster. What cannot be read becomes a note of the report, not an error.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Hears the details of what happens.</param>
public sealed class NodeReport(EnginePorts ports, IEngineObserver observer)
{
    private readonly ReportNotes _notes = new(observer);

    /// <summary>Reads it. Nothing is written, but for a Job where the checks of an upgrade are asked for.</summary>
    public async Task<KubeReport> ReadAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var report = new KubeReport
        {
            Title = request.Title,
            Created = ports.Node.Clock.GetUtcNow().UtcDateTime,
            Node = KubeletIdentity.NodeNameOf(ports.Node),
        };
        report = report with
        {
            Certificates = [.. await TryAsync([], "The certificates could not be read", () => ReadCertificatesAsync(request, cancellationToken))],
            Checks = [.. await TryAsync([], "The machine could not be checked", () => ReadChecksAsync(request, cancellationToken))],
        };
        report = await TryAsync(
            report, "The cluster could not be asked for its versions", () => new ClusterOverview(ports, _notes).AddToAsync(report, request.Kubeconfig, cancellationToken));
        return report with { Notes = [.. _notes.Warnings.Concat(report.Notes).Distinct()] };
    }

    private async Task<IReadOnlyList<KubeCertificate>> ReadCertificatesAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var expected = await new CertificateExpiration(ports, _notes).ReadAsync(null, request.CertificatesDir, request.Kubeconfig, cancellationToken);
        var found = expected.Where(certificate => !certificate.IsMissing).ToList();
        if (found.Count == 0)
        {
            _notes.Warning($"No certificate is there, or may be read. The first that was looked for is {expected[0].Path}.");
        }

        return found;
    }

    private Task<IReadOnlyList<PreflightCheck>> ReadChecksAsync(ReportRequest request, CancellationToken cancellationToken) => request.Checks is { } workflow
        ? new NodeChecks(ports, _notes).RunAsync(new NodeCheckRequest { Workflow = workflow, Kubeconfig = request.Kubeconfig }, cancellationToken)
        : Task.FromResult<IReadOnlyList<PreflightCheck>>([]);

    private async Task<T> TryAsync<T>(T otherwise, string failure, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception error) when (ExpectedErrors.Includes(error))
        {
            _notes.Warning($"{failure}: {error.Message}");
            return otherwise;
        }
    }
}
