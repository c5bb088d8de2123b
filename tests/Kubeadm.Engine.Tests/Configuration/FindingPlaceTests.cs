using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Configuration;

/// <summary>Where findings say that something is wrong, when a configuration is in several files.</summary>
public sealed class FindingPlaceTests
{
    private const string Cluster = "# first\napiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\n";

    [Theory]
    [InlineData("apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\nlocalAPIEndpoint:\n  bindPort: 99999\n", "b.yaml", 4)]
    [InlineData("apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\n\nnodeRegistration: {taints: 7}\n", "b.yaml", 4)]
    [InlineData("apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n", "b.yaml", 1)]
    [InlineData("apiVersion: kubeadm.k8s.io/v1alpha1\nkind: InitConfiguration\n", "b.yaml", 1)]
    [InlineData("\n\n- a list\n", "b.yaml", 3)]
    public async Task An_error_names_its_file_and_counts_its_lines(string second, string file, int line)
    {
        var error = await LoadAsync(Cluster, second);
        var finding = Assert.Single(error.Findings, finding => finding.Severity == FindingSeverity.Error);
        Assert.Equal((file, line), (finding.File, finding.Line));
        Assert.StartsWith($"{file}, line {line}: ", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_YAML_is_named()
    {
        var error = await LoadAsync(Cluster, "a: [1\nb: 2\n");
        Assert.Equal("b.yaml", Assert.Single(error.Findings).File);
        Assert.StartsWith("b.yaml: invalid YAML at line ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_comes_from_no_file_has_its_line_alone()
    {
        var report = await ConfigurationReport.TestAsync(Cluster + "nosuch: 1\n", new FakeNode(), VersionResolver.Offline, default);
        Assert.StartsWith("line 5: nosuch", Assert.Single(report.Findings).ToString(), StringComparison.Ordinal);
    }

    private static Task<ConfigurationException> LoadAsync(string first, string second) => Assert.ThrowsAsync<ConfigurationException>(() => ConfigurationLoader.LoadInitAsync(
        new ConfigurationText([new ConfigurationFile("a.yaml", first), new ConfigurationFile("b.yaml", second)]),
        new InitFlags(), new FakeNode(), new LoadOptions { VersionResolver = VersionResolver.Offline }, default));
}
