using System.Management.Automation;

namespace Kubeadm.PowerShell.Reports;

/// <summary>Sorts what the pipeline brings into a report for each machine. Objects are known by their properties, for a job or a file may have brought them.</summary>
/// <param name="title">The page's title.</param>
/// <param name="created">When the page is made, UTC.</param>
internal sealed class ReportInput(string title, DateTime created)
{
    /// <summary>What remoting says an object came from.</summary>
    private const string Machine = "PSComputerName";

    /// <summary>What a job of this machine says instead.</summary>
    private const string ThisMachine = "localhost";

    private readonly List<KubeReport> _reports = [];

    /// <summary>The reports, in the order in which their machines were first named.</summary>
    /// <remarks>What names no machine belongs to the only one that is named.</remarks>
    public IReadOnlyList<KubeReport> Reports => _reports is [var one, var other] && (one.Node.Length == 0 || other.Node.Length == 0)
        ? [Join(one, other)]
        : _reports;

    /// <summary>Takes an object.</summary>
    /// <exception cref="KubeadmException"><c>InvalidReportInput</c>: it is none that a report has.</exception>
    public void Add(PSObject input)
    {
        try
        {
            Place(Read(input) ?? throw Refused(input, "it is none of the objects that a report has"));
        }
        catch (Exception error) when (error is PSInvalidCastException or FormatException or OverflowException)
        {
            throw Refused(input, error.Message);
        }
    }

    private KubeReport? Read(PSObject input)
    {
        var blank = new KubeReport { Title = title, Created = created, Node = NodeOf(input) };
        return input switch
        {
            _ when Has(input, nameof(KubeReport.Attention), nameof(KubeReport.Certificates)) => ContractReader.Read<KubeReport>(input) with { Title = title },
            _ when Has(input, nameof(KubeCluster.Phases)) => ReadRun(input, blank),
            _ when Has(input, nameof(PhaseResult.Phase), nameof(PhaseResult.Status)) => blank with { Phases = [ContractReader.Read<PhaseResult>(input)] },
            _ when Has(input, nameof(PreflightCheck.Outcome), nameof(PreflightCheck.Remedy)) => blank with { Checks = [ContractReader.Read<PreflightCheck>(input)] },
            _ when Has(input, nameof(KubeCertificate.NotAfter), nameof(KubeCertificate.KeyPath)) => WithCertificate(blank, ContractReader.Read<KubeCertificate>(input)),
            _ when Has(input, nameof(KubeUpgradePlan.TargetVersion), nameof(KubeUpgradePlan.Components)) => WithPlan(blank, ContractReader.Read<KubeUpgradePlan>(input)),
            _ => null,
        };
    }

    /// <summary>Adds to the report of the same machine.</summary>
    private void Place(KubeReport part)
    {
        var index = _reports.FindIndex(report => string.Equals(report.Node, part.Node, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            _reports.Add(part);
        }
        else
        {
            _reports[index] = Join(_reports[index], part);
        }
    }

    /// <summary>What <c>init</c>, <c>join</c> and an upgrade return; nothing of how to join, which holds secrets.</summary>
    private static KubeReport ReadRun(PSObject input, KubeReport blank) => blank with
    {
        ClusterName = Text(input, nameof(KubeNode.ClusterName)) ?? (Has(input, nameof(KubeCluster.CaCertHash)) ? Text(input, nameof(KubeCluster.Name)) : null),
        KubernetesVersion = Text(input, nameof(KubeCluster.KubernetesVersion)) ?? Text(input, nameof(KubeUpgrade.ToVersion)),
        Phases = [.. ContractReader.ReadList<PhaseResult>(input, nameof(KubeCluster.Phases))],
        Notes = [.. LanguagePrimitives.IsTrue(input.Properties[nameof(KubeCluster.DryRun)]?.Value) ? ["The phases are those of a dry run: nothing was really done."] : Array.Empty<string>()],
    };

    private static KubeReport WithCertificate(KubeReport blank, KubeCertificate certificate) => certificate.IsMissing ? blank : blank with { Certificates = [certificate] };

    private static KubeReport WithPlan(KubeReport blank, KubeUpgradePlan plan) => blank with
    {
        KubernetesVersion = plan.ClusterVersion,
        TargetVersion = plan.IsUpgrade ? plan.TargetVersion : null,
        Components = plan.Components,
        NodesBehind = plan.NodesBehind,
        Etcd = plan.UnhealthyEtcd,
        Drift = plan.Drift,
        Obstacles = plan.Problems,
        Notes = plan.Warnings,
    };

    /// <summary>One report of two. Of what a cluster has once, the later one is taken: plans come the oldest target first.</summary>
    private static KubeReport Join(KubeReport first, KubeReport second)
    {
        var plan = second.Components.Count > 0 ? second : first;
        return first with
        {
            Node = first.Node.Length > 0 ? first.Node : second.Node,
            ClusterName = first.ClusterName ?? second.ClusterName,
            KubernetesVersion = second.KubernetesVersion ?? first.KubernetesVersion,
            TargetVersion = plan.TargetVersion,
            Certificates = [.. first.Certificates, .. second.Certificates],
            Checks = [.. first.Checks, .. second.Checks],
            Phases = [.. first.Phases, .. second.Phases],
            Components = plan.Components,
            NodesBehind = plan.NodesBehind,
            Etcd = plan.Etcd,
            Drift = plan.Drift,
            Obstacles = plan.Obstacles,
            Notes = [.. first.Notes.Union(second.Notes)],
        };
    }

    private static string NodeOf(PSObject input) =>
        Text(input, Machine) is { } machine && machine != ThisMachine ? machine
        : Text(input, nameof(KubeCluster.NodeName)) ?? (Has(input, nameof(KubeNode.KubeletKubeconfig)) ? Text(input, nameof(KubeNode.Name)) : null) ?? "";

    private static bool Has(PSObject input, params string[] properties) => Array.TrueForAll(properties, property => input.Properties[property] is not null);

    private static string? Text(PSObject input, string property) => input.Properties[property]?.Value?.ToString() is { Length: > 0 } text ? text : null;

    private static KubeadmException Refused(PSObject input, string reason) =>
        new("InvalidReportInput", $"an object of the pipeline cannot be reported ({input.TypeNames.FirstOrDefault()}): {reason}")
        {
            Kind = KubeadmErrorKind.InvalidInput,
            Target = input,
            Remedy = "A report takes what Get-KubeCertificate, Test-KubeNode, Get-KubeUpgradePlan, Initialize-KubeCluster, Join-KubeNode, Invoke-KubeUpgrade, Invoke-KubeadmPhase and Get-KubeHistory return, and reports.",
        };
}
