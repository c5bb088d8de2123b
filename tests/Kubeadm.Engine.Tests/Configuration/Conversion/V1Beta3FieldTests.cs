using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Conversion;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Tests.Configuration.Fields;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Configuration.Conversion;

/// <summary>
/// A document of v1beta3 has the fields of v1beta3 and no others: a field that the model gets is refused there unless it is listed here
/// (https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta3/).
/// </summary>
public sealed partial class V1Beta3FieldTests
{
    private const string Node =
        """
        nodeRegistration.name nodeRegistration.criSocket nodeRegistration.taints[0].key nodeRegistration.taints[0].value
        nodeRegistration.taints[0].effect nodeRegistration.taints[0].timeAdded nodeRegistration.ignorePreflightErrors
        nodeRegistration.imagePullPolicy skipPhases patches.directory
        """;

    private const string Init =
        $"""
        {Node} bootstrapTokens[0].token bootstrapTokens[0].description bootstrapTokens[0].ttl bootstrapTokens[0].expires
        bootstrapTokens[0].usages bootstrapTokens[0].groups localAPIEndpoint.advertiseAddress localAPIEndpoint.bindPort certificateKey
        """;

    private const string Join =
        $"""
        {Node} caCertPath discovery.bootstrapToken.token discovery.bootstrapToken.apiServerEndpoint discovery.bootstrapToken.caCertHashes
        discovery.bootstrapToken.unsafeSkipCAVerification discovery.file.kubeConfigPath discovery.tlsBootstrapToken
        controlPlane.localAPIEndpoint.advertiseAddress controlPlane.localAPIEndpoint.bindPort controlPlane.certificateKey
        """;

    private const string Cluster =
        """
        kubernetesVersion controlPlaneEndpoint certificatesDir imageRepository featureGates clusterName
        networking.serviceSubnet networking.podSubnet networking.dnsDomain dns.imageRepository dns.imageTag
        etcd.local.imageRepository etcd.local.imageTag etcd.local.dataDir etcd.local.serverCertSANs etcd.local.peerCertSANs
        etcd.external.endpoints etcd.external.caFile etcd.external.certFile etcd.external.keyFile apiServer.certSANs
        apiServer.extraVolumes[0].name apiServer.extraVolumes[0].hostPath apiServer.extraVolumes[0].mountPath
        apiServer.extraVolumes[0].readOnly apiServer.extraVolumes[0].pathType
        controllerManager.extraVolumes[0].name controllerManager.extraVolumes[0].hostPath controllerManager.extraVolumes[0].mountPath
        controllerManager.extraVolumes[0].readOnly controllerManager.extraVolumes[0].pathType
        scheduler.extraVolumes[0].name scheduler.extraVolumes[0].hostPath scheduler.extraVolumes[0].mountPath
        scheduler.extraVolumes[0].readOnly scheduler.extraVolumes[0].pathType
        """;

    [Theory]
    [InlineData(typeof(InitConfiguration), Init)]
    [InlineData(typeof(JoinConfiguration), Join)]
    [InlineData(typeof(ClusterConfiguration), Cluster)]
    public void A_field_that_v1beta3_lacks_is_refused(Type model, string known)
    {
        var fields = ConfigurationField.Of(model).Where(field => !Arguments().IsMatch(field.Path)).ToList();
        var outcomes = fields.ToDictionary(field => field.Path, field => Upgrade(model.Name, field));

        Assert.Equal(
            known.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            outcomes.Where(outcome => outcome.Value.Findings.Count == 0).Select(outcome => outcome.Key).Order(StringComparer.Ordinal));
        Assert.All(outcomes.Where(outcome => outcome.Value.Findings.Count > 0), outcome =>
        {
            var finding = Assert.Single(outcome.Value.Findings);
            Assert.True(finding.IsStrict);
            Assert.StartsWith(finding.Field, outcome.Key.Replace("[0]", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Contains("unknown field in v1beta3", finding.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("other", outcome.Value.Json.ToJsonString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_refused_field_is_an_error_to_validate_and_a_warning_to_init()
    {
        const string text = """
            apiVersion: kubeadm.k8s.io/v1beta3
            kind: ClusterConfiguration
            kubernetesVersion: v1.36.3
            encryptionAlgorithm: ECDSA-P256
            """;
        var report = await ConfigurationReport.TestAsync(text, new FakeNode(), VersionResolver.Offline, default);
        var loaded = await ConfigurationLoader.LoadInitAsync(
            text, new(), new FakeNode(), new LoadOptions { SkipCriDetection = true, VersionResolver = VersionResolver.Offline }, default);

        Assert.False(report.IsValid);
        Assert.Equal(FindingSeverity.Error, Assert.Single(report.Findings, finding => finding.Field == "encryptionAlgorithm").Severity);
        Assert.Equal(FindingSeverity.Warning, Assert.Single(loaded.Findings, finding => finding.Field == "encryptionAlgorithm").Severity);
        Assert.Equal(EncryptionAlgorithms.Rsa2048, loaded.Configuration.Cluster.EncryptionAlgorithm);
    }

    private static V1Beta3.Result Upgrade(string kind, ConfigurationField field)
    {
        var document = field.SetIn(new JsonObject { ["apiVersion"] = "kubeadm.k8s.io/v1beta3", ["kind"] = kind }, field.Value());
        return V1Beta3.Upgrade(Assert.Single(ConfigurationDocuments.Read(document.ToJsonString(), new FindingCollector())));
    }

    /// <summary>Arguments are in both versions, in v1beta3 as a map instead of a list.</summary>
    [GeneratedRegex(@"xtraArgs\[0\]\.")]
    private static partial Regex Arguments();
}
