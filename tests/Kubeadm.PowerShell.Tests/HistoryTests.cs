using System.Management.Automation;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Get-KubeHistory over records in a folder of the test's own, and what leaves records.</summary>
[Collection(ModuleSuite.Name)]
public sealed class HistoryTests : IDisposable
{
    private const string Older = "20261130T152738123Z-00000001";
    private const string Middle = "20261130T162738123Z-00000002";
    private const string Newest = "20261130T172738123Z-00000003";

    private readonly string? _before = Environment.GetEnvironmentVariable(OwnState.Variable);
    private readonly TemporaryFolder _folder = new();
    private readonly ModuleSession _session;

    public HistoryTests(ModuleSession session)
    {
        _session = session;
        Directory.CreateDirectory(History);
        Environment.SetEnvironmentVariable(OwnState.Variable, _folder.Path);
    }

    private string History => Path.Combine(_folder.Path, "history");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(OwnState.Variable, _before);
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Get-KubeHistory", Newest, Middle, Older)]
    [InlineData("Get-KubeHistory -Last 1", Newest)]
    [InlineData("Get-KubeHistory -Workflow Init, Renewal", Middle, Older)]
    [InlineData("Get-KubeHistory -Workflow Init, Renewal -Last 1", Middle)]
    [InlineData("Get-KubeHistory *-00000002", Middle)]
    [InlineData("Get-KubeHistory -RunId " + Older, Older)]
    [InlineData("'" + Newest + "', '" + Older + "' | Get-KubeHistory", Newest, Older)]
    [InlineData("Get-KubeHistory -Last 1 | Get-KubeHistory", Newest)]
    [InlineData("Get-KubeHistory -After ([datetime]'2026-11-30T16:00:00Z')", Newest, Middle)]
    [InlineData("Get-KubeHistory -Phase certs/*", Older)]
    [InlineData("Get-KubeHistory -Phase apiserver, certs/ca", Middle, Older)]
    [InlineData("Get-KubeHistory -Phase certs/sa")]
    public void Runs_are_found_the_newest_first(string script, params string[] expected)
    {
        WriteAll();

        Assert.Equal(expected, _session.Run($"({script}).RunId").ThrowIfFailed().Output.Where(id => id is not null).Select(id => id.ToString()));
    }

    [Fact]
    public void A_node_without_records_gives_nothing()
    {
        Assert.Empty(_session.Run("Get-KubeHistory").ThrowIfFailed().Output);
        Directory.Delete(History);
        Assert.Empty(_session.Run("Get-KubeHistory").ThrowIfFailed().Output);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_that_names_it_and_keeps_no_other_from_being_read()
    {
        WriteAll();
        var bad = Path.Combine(History, "20261130T162739123Z-00000004.json");
        File.WriteAllText(bad, "{");

        var outcome = _session.Run("Get-KubeHistory");

        Assert.Equal(3, outcome.Output.Count);
        var error = Assert.Single(outcome.Errors);
        Assert.StartsWith("InvalidRunRecord,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(bad, error.TargetObject);
        Assert.Contains(bad, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_not_there_is_an_error()
    {
        var error = Assert.Single(_session.Run("Get-KubeHistory nothing").Errors);

        Assert.StartsWith("RunNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
    }

    [Fact]
    public void The_view_fits_eighty_columns_and_a_list_has_the_rest()
    {
        WriteAll();

        var table = _session.Run("Get-KubeHistory | Out-String -Width 80").Single.ToString();
        Assert.Contains("2026-11-30 17:27Z Reset        cp1         Failed            0         0     1.5", table, StringComparison.Ordinal);
        Assert.All(table.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
        var list = _session.Run("Get-KubeHistory -Last 1 | Format-List | Out-String").Single.ToString();
        Assert.Matches($"Run +: {Newest}", list);
        Assert.Matches("Error +: UnmountFailed", list);
    }

    [Fact]
    public void A_run_can_be_put_on_a_page()
    {
        WriteAll();

        var report = _session.Run("Get-KubeHistory -Phase certs/ca | Export-KubeReport $args[0] -PassThru", Path.Combine(_folder.Path, "run.html")).Single;

        Assert.Equal("cp1", report.Properties["Node"].Value);
        Assert.Contains("certs/ca", File.ReadAllText(Path.Combine(_folder.Path, "run.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-KubeHistory -RunId 20261130T17", Newest)]
    [InlineData("Get-KubeHistory -RunId 20261130T15", Older)]
    [InlineData("Get-KubeHistory -Workflow Ren", "Renewal")]
    public void Identifiers_and_workflows_are_completed(string line, string expected)
    {
        WriteAll();

        var words = _session.Run("(TabExpansion2 $args[0] $args[0].Length).CompletionMatches.CompletionText", line).ThrowIfFailed();

        Assert.Equal([expected], words.Output.Select(word => word.ToString()));
    }

    [Fact]
    public void What_is_made_in_folders_elsewhere_and_dry_runs_leave_no_record()
    {
        var pki = Path.Combine(_folder.Path, "pki");
        _session.Run("New-KubeCertificate -Name ca, apiserver -CertDir $args[0] -KubernetesVersion v1.36.3 -NodeName n1; Update-KubeCertificate apiserver -CertDir $args[0] 3>$null", pki).ThrowIfFailed();
        _session.Run("New-KubeCertificate -Name ca -KubernetesVersion v1.36.3 -NodeName n1 -DryRunPath $args[0]", Path.Combine(_folder.Path, "dry")).ThrowIfFailed();

        Assert.Empty(Directory.EnumerateFiles(History));
    }

    [SkippableFact]
    public void Where_there_is_no_log_for_the_changes_nothing_is_done()
    {
        Skip.If(!OperatingSystem.IsLinux() || File.Exists("/run/systemd/journal/socket"), "this machine has journald");
        var pki = Path.Combine(_folder.Path, "pki");

        var error = Assert.Single(_session.Run("Invoke-KubeadmPhase -Workflow Init -Phase certs/ca -CertDir $args[0] -KubernetesVersion v1.36.3 -NodeName n1 -Journal", pki).Errors);

        Assert.StartsWith("JournalNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("/run/systemd/journal/socket", error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(pki));
    }

    private void WriteAll()
    {
        Write(Older, "Init", "Succeeded", "2026-11-30T15:27:38.123Z", """{"workflow":"Init","phase":"certs/ca","status":"Succeeded","durationSeconds":1,"warnings":[],"left":[],"changes":[{"action":"Create","kind":"File","target":"/etc/kubernetes/pki/ca.crt","newDigest":"aa"}]},{"workflow":"Init","phase":"certs/sa","status":"Skipped","durationSeconds":0,"warnings":[],"left":[],"changes":[]}""");
        Write(Middle, "Renewal", "Succeeded", "2026-11-30T16:27:38.123Z", """{"workflow":"Renewal","phase":"apiserver","status":"Succeeded","durationSeconds":1,"warnings":[],"left":[],"changes":[]}""");
        Write(Newest, "Reset", "Failed", "2026-11-30T17:27:38.123Z", "", "\"UnmountFailed\"");
    }

    private void Write(string id, string workflow, string outcome, string begun, string phases, string error = "null") => File.WriteAllText(
        Path.Combine(History, id + ".json"),
        $$"""{"format":1,"runId":"{{id}}","workflow":"{{workflow}}","requestedPhases":[],"nodeName":"cp1","user":"ann","begun":"{{begun}}","durationSeconds":1.5,"outcome":"{{outcome}}","errorId":{{error}},"message":null,"moduleVersion":"0.1.0","kubernetesVersion":null,"processId":1,"process":"x","phases":[{{phases}}]}""");
}
