using System.Xml.Linq;
using Kubeadm.Engine.Reports;

namespace Kubeadm.Engine.Tests.Reports;

/// <summary>A report with all parts, in which something of each kind asks for attention.</summary>
internal static class ReportCase
{
    public static readonly DateTime Today = new(2026, 11, 30, 12, 0, 0, DateTimeKind.Utc);

    public static KubeReport Blank { get; } = new() { Title = "Lab", Created = Today };

    public static KubeReport Full { get; } = Blank with
    {
        Node = "cp1",
        ClusterName = "kubernetes",
        KubernetesVersion = "v1.35.6",
        TargetVersion = "v1.36.3",
        Certificates =
        [
            Certificate("ca", 3600) with { IsAuthority = true, NotBefore = Today.AddDays(-50) },
            Certificate("apiserver", 300),
            Certificate("front-proxy-client", 12),
            Certificate("apiserver-etcd-client", -3),
            Certificate("sa", null),
            Certificate("scheduler.conf", null) with { Problem = "it is no kubeconfig" },
        ],
        Checks =
        [
            new("NumCPU", PreflightOutcome.Passed, "", null),
            new("Swap", PreflightOutcome.Failed, "swap is on", "Switch swap off."),
            new("Hostname", PreflightOutcome.Warning, "the host name could not be resolved", null),
            new("Port-6443", PreflightOutcome.Ignored, "port 6443 is in use", null),
        ],
        Phases =
        [
            Phase("preflight", PhaseStatus.Succeeded, 1.5),
            Phase("certs", PhaseStatus.Succeeded, 0),
            Phase("certs/ca", PhaseStatus.Unchanged, 0.25),
            new() { Workflow = WorkflowName.Init, Phase = "wait-control-plane", Status = PhaseStatus.Failed, Duration = TimeSpan.FromSeconds(240), Message = "the API server does not answer" },
            Phase("addon/coredns", PhaseStatus.Skipped, 0),
        ],
        Components =
        [
            new() { Name = "kube-apiserver", Node = "cp1", Current = "v1.35.6", Target = "v1.36.3" },
            new() { Name = "CoreDNS", Current = "v1.14.2", Target = "v1.14.2" },
            new() { Name = "kubelet", Node = "w1", Current = "v1.34.1", Target = "v1.36.3", IsManual = true },
        ],
        NodesBehind = [new("w1", "v1.34.1")],
        Etcd = [new("https://192.0.2.10:2379", "3.6.6", null), new("https://192.0.2.11:2379", null, "it does not answer")],
        Drift = [new("/etc/kubernetes/manifests/kube-apiserver.yaml", UpgradeDrift.Lost) { AddedLines = 1, RemovedLines = 2, Text = "-the change itself\n" }],
        Obstacles = ["The kubelet of w1 is too old."],
        Notes = ["kube-proxy is not deployed"],
    };

    public static XElement Parse(params KubeReport[] reports) => XDocument.Parse(ReportPage.Write(reports)).Root!;

    public static KubeCertificate Certificate(string name, int? days) => new()
    {
        Name = name,
        Path = $"/etc/kubernetes/pki/{name}.crt",
        KeyPath = $"/etc/kubernetes/pki/{name}.key",
        NotBefore = days is null ? null : Today.AddDays(days.Value - 365),
        NotAfter = days is null ? null : Today.AddDays(days.Value),
    };

    /// <summary>The rows of a table, by a part of its caption.</summary>
    public static IReadOnlyList<string> Rows(this XElement page, string caption) =>
        [.. page.Descendants("table").Single(table => table.Element("caption")!.Value.Contains(caption, StringComparison.Ordinal)).Element("tbody")!.Elements().Select(Cells)];

    private static string Cells(XElement row) => string.Join(" | ", row.Elements().Select(cell => string.Join(' ', cell.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));

    private static PhaseResult Phase(string phase, string status, double seconds) =>
        new() { Workflow = WorkflowName.Init, Phase = phase, Status = status, Duration = TimeSpan.FromSeconds(seconds) };
}
