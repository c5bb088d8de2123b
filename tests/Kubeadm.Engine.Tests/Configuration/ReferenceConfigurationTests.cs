using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;
using Xunit.Abstractions;

namespace Kubeadm.Engine.Tests.Configuration;

/// <summary>What kubeadm itself made of configuration files.</summary>
public class ReferenceConfigurationTests(ITestOutputHelper output)
{
    private static readonly LoadOptions Offline = new() { VersionResolver = VersionResolver.Offline };

    public static TheoryData<string> Cases => [.. ReferenceData.InitCases(folder => File.Exists(Path.Combine(folder, "config.yaml")))];

    [SkippableFact]
    public async Task Test_reaches_kubeadms_verdict_on_every_mutated_file()
    {
        var lines = await File.ReadAllLinesAsync(ReferenceData.Require("validate.jsonl"));
        var node = new FakeNode();
        List<string> wrong = [];
        for (var i = 0; i < lines.Length; i++)
        {
            var expected = JsonNode.Parse(lines[i])!;
            var yaml = expected["yaml"]!.GetValue<string>();
            var report = await ConfigurationReport.TestAsync(yaml, node, VersionResolver.Offline, CancellationToken.None);
            if (report.IsValid != (expected["exit"]!.GetValue<int>() == 0))
            {
                wrong.Add($"line {i + 1}: kubeadm: {expected["stderr"]}\n  ours: {string.Join("; ", report.Findings)}");
            }
        }

        output.WriteLine($"{lines.Length - wrong.Count} of {lines.Length} verdicts are kubeadm's");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task Test_reaches_kubeadms_verdict_on_a_reference_case(string name)
    {
        var expected = JsonNode.Parse(await File.ReadAllTextAsync(ReferenceData.Require("init", name, "expected", "validate.json")))!;
        var yaml = await File.ReadAllTextAsync(ReferenceData.Require("init", name, "config.yaml"));

        var report = await ConfigurationReport.TestAsync(yaml, new FakeNode(), VersionResolver.Offline, CancellationToken.None);

        Assert.True(report.IsValid == (expected["exit"]!.GetValue<int>() == 0), string.Join("; ", report.Findings));
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task Migrate_writes_what_kubeadm_writes(string name)
    {
        var folder = ReferenceData.Require("init", name, "expected");
        var yaml = await File.ReadAllTextAsync(ReferenceData.Require("init", name, "config.yaml"));
        var migrated = Path.Combine(folder, "migrate.yaml");
        var isOld = yaml.Contains("kubeadm.k8s.io/v1beta1", StringComparison.Ordinal) || yaml.Contains("kubeadm.k8s.io/v1beta2", StringComparison.Ordinal);
        Skip.If(isOld, "kubeadm refuses what we convert");

        if (File.Exists(migrated))
        {
            var result = await ConfigurationConverter.MigrateAsync(yaml, new FakeNode(), VersionResolver.Offline, CancellationToken.None);
            Assert.Equal(await File.ReadAllTextAsync(migrated), result.Configuration);
        }
        else
        {
            Assert.True(File.Exists(Path.Combine(folder, "migrate-error.json")));
            await Assert.ThrowsAsync<ConfigurationException>(() =>
                ConfigurationConverter.MigrateAsync(yaml, new FakeNode(), VersionResolver.Offline, CancellationToken.None));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task Images_are_kubeadms(string name)
    {
        var path = ReferenceData.Require("init", name, "expected", "images.json");
        Skip.IfNot(File.Exists(path), "kubeadm listed no images");
        var yaml = await File.ReadAllTextAsync(ReferenceData.Require("init", name, "config.yaml"));

        var loaded = await ConfigurationLoader.LoadInitAsync(yaml, new(), new FakeNode(), Offline, CancellationToken.None);

        var expected = JsonNode.Parse(await File.ReadAllTextAsync(path))!["images"]!.AsArray().Select(image => image!.GetValue<string>());
        Assert.Equal(expected, ControlPlaneImages.List(loaded.Configuration.Cluster));
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task Loading_fails_where_kubeadm_fails(string name)
    {
        var yaml = await File.ReadAllTextAsync(ReferenceData.Require("init", name, "config.yaml"));
        var fails = File.Exists(ReferenceData.Require("init", name, "expected", "error.txt"));

        var load = ConfigurationLoader.LoadInitAsync(yaml, new(), new FakeNode(), Offline, CancellationToken.None);

        if (fails)
        {
            var error = await Assert.ThrowsAsync<ConfigurationException>(() => load);
            Assert.Equal("InvalidConfiguration", error.ErrorId);
            Assert.NotEmpty(error.Findings);
        }
        else
        {
            Assert.NotEmpty((await load).Configuration.NodeRegistration.Name);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task The_clusters_configuration_is_written_as_kubeadm_writes_it(string name)
    {
        var path = ReferenceData.Require("init", name, "expected", "objects.yaml");
        Skip.IfNot(File.Exists(path), "the run made no objects");
        var expected = ConfigMapValue(path, "kubeadm-config", "ClusterConfiguration");
        Skip.If(expected is null, "the phase was skipped");
        var yaml = await File.ReadAllTextAsync(ReferenceData.Require("init", name, "config.yaml"));

        var loaded = await ConfigurationLoader.LoadInitAsync(yaml, new(), new FakeNode(), Offline, CancellationToken.None);

        // Skipping an addon's phase disables the addon; that is the workflow's to do.
        var cluster = loaded.Configuration.Cluster;
        cluster.Proxy.Disabled |= loaded.Configuration.SkipPhases.Intersect(["addon", "addon/kube-proxy"]).Any();
        cluster.Dns.Disabled |= loaded.Configuration.SkipPhases.Intersect(["addon", "addon/coredns"]).Any();
        Assert.Equal(expected, ClusterConfigurationDocument.ToYaml(cluster));
    }

    [SkippableTheory]
    [InlineData("init-defaults.yaml", DefaultDocumentKind.Init)]
    [InlineData("init-defaults-component-configs.yaml", DefaultDocumentKind.Init, "KubeletConfiguration", "KubeProxyConfiguration")]
    [InlineData("join-defaults.yaml", DefaultDocumentKind.Join)]
    [InlineData("reset-defaults.yaml", DefaultDocumentKind.Reset)]
    [InlineData("upgrade-defaults.yaml", DefaultDocumentKind.Upgrade)]
    public async Task Defaults_are_printed_as_kubeadm_prints_them(string file, DefaultDocumentKind kind, params string[] components)
    {
        var expected = await File.ReadAllTextAsync(ReferenceData.Require("print", file));

        Assert.Equal(expected, DefaultDocuments.Print(kind, components, new FakeNode()));
    }

    [SkippableTheory]
    [InlineData("images-v1.34.9-by-kubeadm-1.35.json", "v1.34.9", 35)]
    [InlineData("images-v1.35.6-by-kubeadm-1.35.json", "v1.35.6", 35)]
    [InlineData("images-v1.35.6-by-kubeadm-1.36.json", "v1.35.6", 36)]
    [InlineData("images-v1.36.0-by-kubeadm-1.36.json", "v1.36.0", 36)]
    [InlineData("images-v1.36.3-by-kubeadm-1.36.json", "v1.36.3", 36)]
    public async Task Images_of_a_version_are_kubeadms(string file, string version, int kubeadmMinor)
    {
        var expected = JsonNode.Parse(await File.ReadAllTextAsync(ReferenceData.Require("print", file)))!["images"]!.AsArray();
        var cluster = new ClusterConfiguration { KubernetesVersion = version, ImageRepository = "registry.k8s.io", Etcd = new() { Local = new() } };
        var release = KubernetesReleases.All.Single(release => release.Current.Minor == kubeadmMinor);

        Assert.Equal(expected.Select(image => image!.GetValue<string>()), ControlPlaneImages.List(cluster, release));
    }

    /// <summary>A key of a ConfigMap in a stream of recorded writes.</summary>
    private static string? ConfigMapValue(string path, string name, string key) => KubeYaml.ReadDocuments(File.ReadAllText(path))
        .SelectMany(document => document.Root is JsonArray list ? list : new JsonArray(document.Root?.DeepClone()))
        .Select(write => write?["object"] ?? write)
        .Where(value => value?["kind"]?.GetValue<string>() == "ConfigMap" && value["metadata"]?["name"]?.GetValue<string>() == name)
        .Select(value => value!["data"]?[key]?.GetValue<string>())
        .FirstOrDefault();
}
