using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Tests.Serialization.Api;

public class ApiSerializerTests
{
    [Theory]
    [InlineData("maxPods: '1'", "maxPods")]
    [InlineData("maxPods: 0.5", "maxPods")]
    [InlineData("maxPods: 4294967296", "maxPods")]
    [InlineData("staticPodPath: 1", "staticPodPath")]
    [InlineData("clusterDNS: a", "clusterDNS")]
    [InlineData("clusterDNS: [1]", "clusterDNS[0]")]
    [InlineData("featureGates: {A: yep}", "featureGates.A")]
    [InlineData("syncFrequency: 5", "syncFrequency")]
    [InlineData("syncFrequency: null", "syncFrequency")]
    [InlineData("syncFrequency: 5 minutes", "syncFrequency")]
    [InlineData("authentication: {webhook: {cacheTTL: x}}", "authentication.webhook.cacheTTL")]
    [InlineData("reservedMemory: [{limits: {memory: 1Zi}}]", "reservedMemory[0].limits.memory")]
    [InlineData("logging: {verbosity: -1}", "logging.verbosity")]
    public void Values_of_the_wrong_type_are_errors_at_their_field(string yaml, string field)
    {
        var finding = Assert.Single(Decode<KubeletConfiguration>(yaml).Errors);

        Assert.Equal((field, 1), (finding.Field, finding.Line));
    }

    [Theory]
    [InlineData("maxPods: 1.0")]
    [InlineData("maxPods: 1e2")]
    [InlineData("staticPodPath: null")]
    [InlineData("clusterDNS: null")]
    [InlineData("authentication: null")]
    [InlineData("logging: {flushFrequency: null}")]
    public void What_go_takes_is_taken(string yaml) => Assert.Empty(Decode<KubeletConfiguration>(yaml).Findings);

    [Theory]
    [InlineData("nope: 1", "nope")]
    [InlineData("MaxPods: 1", "MaxPods")]
    [InlineData("authentication: {x509: {clientCaFile: a}}", "authentication.x509.clientCaFile")]
    public void Unknown_fields_are_strict_findings_and_names_are_case_sensitive(string yaml, string field)
    {
        var result = Decode<KubeletConfiguration>(yaml);

        Assert.Empty(result.Errors);
        Assert.Equal(field, Assert.Single(result.StrictFindings).Field);
    }

    [Fact]
    public void Json_keeps_its_numbers_as_they_are_written()
    {
        Assert.Single(Decode<KubeletConfiguration>("""{"maxPods": 1.0}""").Errors);
    }

    [Fact]
    public void Times_are_written_in_utc_by_the_second()
    {
        var token = Decode<BootstrapToken>("expires: \"2030-01-31T12:00:00.5+02:00\"").Value;

        Assert.Equal("expires: \"2030-01-31T10:00:00Z\"\ntoken: \"\"\n", ApiSerializer.ToYaml(token));
    }

    [Fact]
    public void A_clone_shares_nothing_with_its_original()
    {
        var original = new KubeletConfiguration { ClusterDns = ["10.96.0.10"], FeatureGates = { ["A"] = true } };

        var clone = ApiSerializer.Clone(original);
        clone.ClusterDns.Add("x");
        clone.FeatureGates["A"] = false;
        clone.Authentication.X509.ClientCaFile = "y";

        Assert.Equal(["10.96.0.10"], original.ClusterDns);
        Assert.True(original.FeatureGates["A"]);
        Assert.Empty(original.Authentication.X509.ClientCaFile);
    }

    private static DecodeResult<T> Decode<T>(string yaml)
        where T : class, new()
    {
        var document = KubeYaml.ReadDocuments(yaml).Single();
        return ApiSerializer.Decode<T>((JsonObject)document.Root!, document.LineOf);
    }
}
