using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Configuration.Components;

public class ComponentConfigurationTests
{
    [SkippableFact]
    public void Kubelet_configurations_that_kubeadm_wrote_come_through_unchanged()
    {
        var folder = ReferenceData.Require("init");
        var texts = Directory.EnumerateFiles(folder, "config.yaml", SearchOption.AllDirectories)
            .Where(file => file.Contains("/expected/files/", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .Concat(ConfigMapData("kubelet-config", "kubelet"))
            .Concat(Printed("KubeletConfiguration"))
            .ToArray();

        Assert.All(texts, AssertRoundTrip<KubeletConfiguration>);
        Assert.True(texts.Length > 20, $"only {texts.Length} documents were found");
    }

    [SkippableFact]
    public void Proxy_configurations_that_kubeadm_wrote_come_through_unchanged()
    {
        // kubeadm's ConfigMap holds this text without its last line break.
        var texts = ConfigMapData("kube-proxy", "config.conf").Select(text => text.TrimEnd('\n') + "\n").Concat(Printed("KubeProxyConfiguration")).ToArray();

        Assert.All(texts, AssertRoundTrip<KubeProxyConfiguration>);
        Assert.True(texts.Length > 10, $"only {texts.Length} documents were found");
    }

    [Fact]
    public void Flush_frequency_keeps_its_form()
    {
        AssertFlushFrequency("flushFrequency: 5s");
        AssertFlushFrequency("flushFrequency: 5000000000");

        static void AssertFlushFrequency(string line)
        {
            var json = (JsonObject)KubeYaml.ReadDocuments($"logging:\n  {line}\n").Single().Root!;
            var result = ApiSerializer.Decode<KubeletConfiguration>(json);
            Assert.Empty(result.Findings);
            Assert.Equal(TimeSpan.FromSeconds(5), result.Value.Logging.FlushFrequency.Duration);
            Assert.Contains(line, ApiSerializer.ToYaml(result.Value), StringComparison.Ordinal);
        }
    }

    private static void AssertRoundTrip<T>(string text)
        where T : class, new()
    {
        var document = KubeYaml.ReadDocuments(text).Single();
        var result = ApiSerializer.Decode<T>((JsonObject)document.Root!, document.LineOf);
        Assert.Empty(result.Findings);
        Assert.Equal(text, ApiSerializer.ToYaml(result.Value));
        Assert.Equal(text, ApiSerializer.ToYaml(ApiSerializer.Clone(result.Value)));
    }

    private static IEnumerable<string> Printed(string kind) =>
        from file in Directory.EnumerateFiles(ReferenceData.Require("print"), "*component-configs*.yaml")
        from part in File.ReadAllText(file).Split("---\n")
        where part.Contains($"kind: {kind}\n", StringComparison.Ordinal)
        select part;

    private static IEnumerable<string> ConfigMapData(string name, string key) =>
        from file in Directory.EnumerateFiles(ReferenceData.Require("init"), "objects.yaml", SearchOption.AllDirectories)
        from document in KubeYaml.ReadDocuments(File.ReadAllText(file))
        from entry in document.Root is JsonArray list ? list : new JsonArray(document.Root?.DeepClone())
        let item = entry?["object"]
        where (string?)item?["kind"] == "ConfigMap" && (string?)item?["metadata"]?["name"] == name
        let text = (string?)item?["data"]?[key]
        where text is not null
        select text;
}
