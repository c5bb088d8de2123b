using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Configuration;

/// <summary>A report has everything that is wrong, not the first class of it.</summary>
public sealed class WholeReportTests
{
    private const string Header = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ";

    [Theory]
    [InlineData("ClusterConfiguration\nkubernetesVersion: v1.36.3\nunknown: 1\nnetworking:\n  podSubnet: nonsense\n", "unknown", "networking.podSubnet")]
    [InlineData("ClusterConfiguration\nkubernetesVersion: v1.36.3\nnetworking: text\n---\n" + Header + "InitConfiguration\nlocalAPIEndpoint:\n  advertiseAddress: nonsense\n", "networking", "localAPIEndpoint")]
    [InlineData("ClusterConfiguration\nkubernetesVersion: nonsense\n---\n" + Header + "JoinConfiguration\ndiscovery: {}\n", "kubernetesVersion", "discovery")]
    [InlineData("ClusterConfiguration\nkubernetesVersion: v1.36.3\nnetworking:\n  serviceSubnet: nonsense\n---\napiVersion: apps/v1\nkind: Deployment\n", "there is no Deployment", "networking.serviceSubnet")]
    public async Task What_cannot_be_decoded_hides_nothing_that_is_not_valid(string text, params string[] words)
    {
        var report = await ConfigurationReport.TestAsync(
            Header + text, new FakeNode(), VersionResolver.Offline, CancellationToken.None);

        Assert.False(report.IsValid);
        Assert.All(words, word => Assert.Contains(report.Findings, finding => finding.ToString().Contains(word, StringComparison.Ordinal)));
        Assert.Equal(report.Findings.Distinct(), report.Findings);
    }

    [Fact]
    public async Task A_field_that_cannot_be_decoded_is_wrong_once()
    {
        var report = await ConfigurationReport.TestAsync(Header + "ClusterConfiguration\nkubernetesVersion: v1.36.3\nnetworking:\n  podSubnet: [1]\n", new FakeNode(), VersionResolver.Offline, CancellationToken.None);

        Assert.Single(report.Findings, finding => finding.Field.StartsWith("networking.podSubnet", StringComparison.Ordinal));
    }
}
