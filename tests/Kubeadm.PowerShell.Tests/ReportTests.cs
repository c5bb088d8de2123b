using System.Management.Automation;
using System.Xml.Linq;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Pages for people, of this machine and of objects on the pipeline.</summary>
[Collection(ModuleSuite.Name)]
public sealed class ReportTests(ModuleSession session) : IDisposable
{
    private const string Objects = """
        $phase = [Kubeadm.PhaseResult]@{ Workflow = 'Init'; Phase = 'certs/ca'; Status = 'Failed'; Duration = [timespan]'0:00:01.5'; Message = 'the disk is full'
            Warnings = 'w1', 'w2'; Changes = [Kubeadm.Change]::new('File', '/etc/kubernetes/pki/ca.crt', 'Create') }
        $check = [Kubeadm.PreflightCheck]::new('Swap', 'Failed', 'swap is on', 'Switch swap off.')
        $certificate = [Kubeadm.KubeCertificate]@{ Name = 'apiserver'; Path = '/pki/apiserver.crt'; KeyPath = '/pki/apiserver.key'
            NotBefore = [datetime]::UtcNow.AddDays(-300); NotAfter = [datetime]::UtcNow.AddDays(10.5); Names = 'a', 'b' }
        $plan = [Kubeadm.KubeUpgradePlan]@{
            TargetVersion = 'v1.36.3'; ClusterVersion = 'v1.35.6'; ToolVersion = 'v1.36.3'; RequiredToolVersion = 'v1.36.3'; Description = 'stable version'; Source = 'Requested'; IsUpgrade = $true
            Components = [Kubeadm.KubeUpgradeComponent]@{ Name = 'kubelet'; Node = 'w1'; Current = 'v1.34.1'; Target = 'v1.36.3'; IsManual = $true }
            ComponentConfigs = @(); Problems = @('The kubelet of w1 is too old.'); VersionFindings = @(); Drift = @(); NodesBehind = [Kubeadm.NodeVersion]::new('w1', 'v1.34.1')
            ExpiringCertificates = @(); UnhealthyEtcd = [Kubeadm.EtcdEndpointHealth]::new('https://192.0.2.2:2379', $null, 'it does not answer'); Warnings = @('kube-proxy is not there') }
        $upgrade = [Kubeadm.KubeUpgrade]@{ NodeName = 'cp1'; ClusterName = 'lab'; IsControlPlane = $true; FromVersion = 'v1.35.6'; ToVersion = 'v1.36.3'; Backups = @(); NextSteps = @(); Phases = $phase }

        """;

    private readonly TemporaryFolder _folder = new();

    private string Page => Path.Combine(_folder.Path, "report.html");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("$_")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_))")]
    [InlineData("$_ | ConvertTo-Json -Depth 9 | ConvertFrom-Json")]
    public void Objects_are_reported_however_they_came(string way)
    {
        var report = Export($"$phase, $check, $certificate, $plan | ForEach-Object {{ {way} }} | Export-KubeReport $args[0] -PassThru").Single;

        Assert.Equal("Kubeadm.KubeReport", report.TypeNames[0]);
        Assert.Equal(("v1.35.6", "v1.36.3", Page), (report.Properties["KubernetesVersion"].Value, report.Properties["TargetVersion"].Value, report.Properties["Path"].Value));
        Assert.Equal(
            [
                "1 phase failed: certs/ca", "1 preflight check failed: Swap", "1 endpoint of etcd is not healthy: https://192.0.2.2:2379",
                "1 certificate ends within 30 days: apiserver", "1 kubelet is older than the cluster: w1 v1.34.1", "1 thing stands in the way of an upgrade",
            ],
            (IEnumerable<string>)report.Properties["Attention"].Value);
        var page = XDocument.Load(Page).Root!;
        Assert.Equal(["Certificates", "Phases of Init", "Preflight checks", "Versions", "etcd", "Notes"], page.Descendants("h3").Select(heading => heading.Value));
        Assert.Contains("1.50 s", page.Value, StringComparison.Ordinal);
        Assert.Contains("the disk is full\nw1\nw2", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_a_job_brought_makes_the_same_page()
    {
        var way = "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_))";
        Export($$"""
            $report = [Kubeadm.KubeReport]@{ Title = 'Lab'; Created = [datetime]::UtcNow; Certificates = $certificate; Checks = $check; Phases = $phase; Components = $plan.Components
                Etcd = [Kubeadm.EtcdEndpointHealth]::new('https://192.0.2.2:2379', '3.6.6', [NullString]::Value) }
            $report | Export-KubeReport $args[0] -Force
            $report | ForEach-Object { {{way}} } | Export-KubeReport "$($args[0]).2"
            """).ThrowIfFailed();

        Assert.Equal(File.ReadAllText(Page), File.ReadAllText(Page + ".2"));
        Assert.Contains("✓</span> Healthy", File.ReadAllText(Page), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_reported_by_its_node_and_what_names_none_belongs_to_it()
    {
        var report = Export("$certificate, $upgrade | Export-KubeReport $args[0] -PassThru").Single;

        Assert.Equal(("cp1", "lab", "v1.36.3"), (report.Properties["Node"].Value, report.Properties["ClusterName"].Value, report.Properties["KubernetesVersion"].Value));
        Assert.Equal(["What asks for attention", "Node cp1"], XDocument.Load(Page).Descendants("h2").Select(heading => heading.Value));
    }

    [Fact]
    public void What_remoting_brought_is_reported_machine_by_machine_and_reports_of_machines_make_one_page()
    {
        const string brought = "'cp1', 'cp2', 'CP1' | ForEach-Object { $certificate | Select-Object * | Add-Member PSComputerName $_ -PassThru }";

        var reports = Export($"{brought} | Export-KubeReport $args[0] -PassThru").ThrowIfFailed().Output;

        Assert.Equal(["cp1", "cp2"], reports.Select(report => (string)report.Properties["Node"].Value));
        Assert.Equal([2, 1], reports.Select(report => ((IReadOnlyCollection<object>)report.Properties["Certificates"].Value).Count));
        Export($"{brought} | Export-KubeReport $args[0] -Force -PassThru | Export-KubeReport $args[0] -Force -Title Both").ThrowIfFailed();
        Assert.Equal(["What asks for attention", "Node cp1", "Node cp2"], XDocument.Load(Page).Descendants("h2").Select(heading => heading.Value));
        Assert.Equal("Both", XDocument.Load(Page).Descendants("h1").Single().Value);
    }

    [Fact]
    public void A_cluster_is_reported_without_its_secrets()
    {
        session.Run("""
            $cluster = Initialize-KubeCluster -DryRunPath $args[1] -UploadCerts -NodeName cp1 -ApiServerAdvertiseAddress 192.0.2.10 -KubernetesVersion v1.36.3 -IgnorePreflightError all 3> $null
            $cluster.AsPlainText() | Export-KubeReport $args[0]
            $cluster.AsPlainText().Join | ForEach-Object { $_.Token; $_.CertificateKey } | Set-Variable secrets -Scope Global
            """, Page, Path.Combine(_folder.Path, "dry")).ThrowIfFailed();

        var secrets = session.Run("$global:secrets").Output.Select(secret => secret.ToString()).ToList();
        var page = File.ReadAllText(Page);

        Assert.Equal(2, secrets.Count);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret.Split('.')[^1], page, StringComparison.Ordinal));
        Assert.Contains("control-plane/apiserver", page, StringComparison.Ordinal);
        Assert.Contains("those of a dry run", page, StringComparison.Ordinal);
    }

    [Fact]
    public void This_machine_is_reported_where_nothing_is_piped_and_what_is_missing_is_a_note()
    {
        var outcome = session.Run("Export-KubeReport $args[0] -Preflight Init -Kubeconfig $args[1] -CertDir $args[2] -PassThru", Page, Path.Combine(_folder.Path, "none"), _folder.Path);

        var report = outcome.Single;
        Assert.NotEmpty((IEnumerable<object>)report.Properties["Checks"].Value);
        Assert.Contains((IEnumerable<string>)report.Properties["Notes"].Value, note => note.StartsWith("The cluster could not be asked for its versions: ", StringComparison.Ordinal));
        Assert.Empty(outcome.Warnings);
        Assert.Contains("Preflight checks", XDocument.Load(Page).Descendants("h3").Select(heading => heading.Value));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_only_by_force()
    {
        File.WriteAllText(Page, "mine");

        var error = Assert.Single(Export("$check | Export-KubeReport $args[0]").Errors);

        Assert.Equal("FileExists,Kubeadm.PowerShell.Commands.ExportKubeReportCommand", error.FullyQualifiedErrorId);
        Assert.Equal("mine", File.ReadAllText(Page));
        Assert.Empty(Export("$check | Export-KubeReport $args[0] -Force").ThrowIfFailed().Output);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", File.ReadAllText(Page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$check | Export-KubeReport $args[0] -WhatIf -PassThru")]
    [InlineData("Export-KubeReport $args[0] -WhatIf -PassThru")]
    [InlineData("@() | Export-KubeReport $args[0] -PassThru")]
    [InlineData("$null | Export-KubeReport $args[0] -PassThru")]
    public void Nothing_is_written_where_it_is_only_asked_what_would_be_or_nothing_is_piped(string script)
    {
        Assert.Empty(Export(script).ThrowIfFailed().Output);
        Assert.False(File.Exists(Page));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Name = 'x' }")]
    [InlineData("42")]
    [InlineData("[pscustomobject]@{ Phase = 'certs'; Status = 'Failed'; Duration = 'long' }")]
    [InlineData("[pscustomobject]@{ Phases = 5 }")]
    [InlineData("[pscustomobject]@{ Phase = 'certs'; Status = 'Failed'; Changes = 'Create File /a' }")]
    public void What_no_report_has_is_refused_and_nothing_is_written(string input)
    {
        var error = Assert.Single(Export($"{input} | Export-KubeReport $args[0]").Errors);

        Assert.StartsWith("InvalidReportInput,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.False(File.Exists(Page));
    }

    [Fact]
    public void What_says_how_this_machine_is_read_is_refused_beside_objects()
    {
        var error = Assert.Single(Export("$check | Export-KubeReport $args[0] -Preflight Init").Errors);

        Assert.StartsWith("AmbiguousParameterSet,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(File.Exists(Page));
    }

    [Fact]
    public void A_relative_path_is_of_the_sessions_folder()
    {
        Export("Push-Location (Split-Path $args[0]); try { $check | Export-KubeReport report.html } finally { Pop-Location }").ThrowIfFailed();

        Assert.True(File.Exists(Page));
    }

    private RunOutcome Export(string script) => session.Run(Objects + script, Page);
}
