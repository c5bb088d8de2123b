namespace Kubeadm.PowerShell.Tests;

[Collection(ModuleSuite.Name)]
public sealed class ConfigurationTests(ModuleSession session)
{
    private const string Good = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\n";

    [Fact]
    public void Files_and_texts_are_tested_from_the_pipeline()
    {
        using var folder = new TemporaryFolder();
        var good = folder.Write("good.yaml", Good);
        var bad = folder.Write("bad.yaml", Good + "unknownField: 1\n");

        var reports = session.Run("$args | Test-KubeadmConfig", good, bad, Good).ThrowIfFailed().Output;

        Assert.Equal([true, false, true], reports.Select(r => (bool)r.Properties["IsValid"].Value));
        Assert.Equal([good, bad, null], reports.Select(r => (string?)r.Properties["Path"].Value));
        var findings = (System.Collections.IEnumerable)reports[1].Properties["Findings"].Value;
        Assert.Contains(findings.Cast<object>(), finding => finding.ToString()!.Contains("unknownField", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_missing_does_not_keep_the_others_from_being_tested()
    {
        using var folder = new TemporaryFolder();

        var outcome = session.Run("$args | Test-KubeadmConfig", "/nowhere/a.yaml", folder.Write("good.yaml", Good));

        Assert.StartsWith("FileNotFound,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(outcome.Output);
    }

    [Fact]
    public void Advice_is_a_finding_of_its_own_and_a_warning_of_what_runs()
    {
        const string overlapping = Good + "networking: { podSubnet: 10.96.0.0/16 }\n";

        var report = session.Run("Test-KubeadmConfig -Content $args[0]", overlapping).Single;
        Assert.Equal((true, 1, 0), ((bool)report.Properties["IsValid"].Value, (int)report.Properties["AdviceCount"].Value, (int)report.Properties["WarningCount"].Value));
        Assert.True((bool)session.Run("Test-KubeadmConfig -Content $args[0] -Quiet", overlapping).Single.BaseObject);

        using var folder = new TemporaryFolder();
        var run = session.Run("Initialize-KubeCluster -Config $args[0] -DryRunPath $args[1]", folder.Write("overlapping.yaml", overlapping), folder.Path + "/out").ThrowIfFailed();
        Assert.Single(run.Warnings, warning => warning.StartsWith("networking.podSubnet: ", StringComparison.Ordinal) || warning.Contains(": networking.podSubnet: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Older_versions_are_converted_to_documents()
    {
        const string old = "apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\nclusterName: mine\n";

        var name = session.Run("(Convert-KubeadmConfig -Content $args[0] | Where-Object Kind -eq ClusterConfiguration).Content.clusterName", old);

        Assert.Equal("mine", name.Single.BaseObject);
    }

    [Fact]
    public void Default_documents_come_in_the_order_asked_for()
    {
        var kinds = session.Run("(New-KubeadmConfig Reset, Init -ComponentConfig KubeProxyConfiguration).Kind").ThrowIfFailed().Output;

        Assert.Equal(["ResetConfiguration", "InitConfiguration", "ClusterConfiguration", "KubeProxyConfiguration"], kinds.Select(k => k.ToString()));
    }

    [SkippableTheory]
    [InlineData("Init", "init-defaults.yaml")]
    [InlineData("Reset", "reset-defaults.yaml")]
    [InlineData("Upgrade", "upgrade-defaults.yaml")]
    public void Defaults_are_byte_for_byte_kubeadms(string kind, string file)
    {
        var expected = File.ReadAllText(Places.Reference("print", file));

        Assert.Equal(expected, session.Run("New-KubeadmConfig -Kind $args[0] -AsYaml", kind).Single.BaseObject);
    }

    [Fact]
    public void A_patch_preview_tells_which_files_apply_and_what_they_change()
    {
        using var folder = new TemporaryFolder();
        folder.Write("etcd0+merge.yaml", "metadata:\n  labels:\n    mine: \"yes\"\n");
        folder.Write("etcd1+json.yaml", "- op: remove\n  path: /spec/nothing\n");
        using var manifests = new TemporaryFolder();
        var manifest = manifests.Write("etcd.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: etcd\nspec:\n  containers:\n  - name: etcd\n    image: a\n");

        var preview = session.Run("Test-KubePatch -Path $args[0] -Manifest $args[1]", folder.Path, manifest).Single;

        Assert.Equal(false, preview.Properties["IsValid"].Value);
        Assert.Contains("+    mine: \"yes\"", (string)preview.Properties["Difference"].Value, StringComparison.Ordinal);
        var applied = ((System.Collections.IEnumerable)preview.Properties["Files"].Value).Cast<object>();
        Assert.Equal([true, false], applied.Select(f => (bool)f.GetType().GetProperty("IsApplied")!.GetValue(f)!));
    }
}
