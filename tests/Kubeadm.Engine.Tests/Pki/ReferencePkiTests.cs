using System.Text.Json.Nodes;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Pki;

/// <summary>The certificates and kubeconfigs of the reference cases.</summary>
public sealed class ReferencePkiTests
{
    public static IEnumerable<object[]> Cases => PkiCases.Names();

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task All_files_are_as_kubeadm_makes_them(string name)
    {
        var expected = Json("init", name, "expected", "pki.json").AsObject();
        var configuration = PkiCases.Read(name);
        var files = new MemoryFileSystem();
        using var keys = RecycledKeys.CreateFactory();

        var result = await new CertificateIssuer(files, TimeProvider.System, keys).EnsureAllAsync(configuration, default);

        var actual = files.AllFiles.ToDictionary(path => path[(PkiCases.Directory.Length + 1)..], path => CertificateText.DescribePem(files.ReadText(path)));
        Assert.Equal(expected.Select(file => file.Key).Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(actual, file => Assert.True(JsonNode.DeepEquals(expected[file.Key], Normal(file.Value)), $"{file.Key}: {file.Value}\nexpected {expected[file.Key]}"));
        Assert.Equal(Lines(name, "[certs] ").Skip(1).Where(line => !line.Contains("External etcd mode", StringComparison.Ordinal)), result.Lines);
        Assert.Empty(result.Warnings);
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task All_kubeconfigs_are_as_kubeadm_makes_them(string name)
    {
        var configuration = PkiCases.Read(name);
        var files = new MemoryFileSystem();
        using var keys = RecycledKeys.CreateFactory();
        await new CertificateIssuer(files, TimeProvider.System, keys).EnsureAsync("ca", configuration, default);

        var result = await new KubeconfigWriter(files, TimeProvider.System, keys).EnsureAllAsync(configuration, PkiCases.KubeconfigDirectory, default);

        foreach (var path in Directory.GetFiles(ReferenceData.Require("init", name, "expected", "kubeconfig")))
        {
            var fileName = Path.GetFileNameWithoutExtension(path);
            var written = KubeconfigFile.Parse(files.ReadAllBytes($"{PkiCases.KubeconfigDirectory}/{fileName}"), fileName);
            var expected = JsonNode.Parse(await File.ReadAllTextAsync(path));
            Assert.True(JsonNode.DeepEquals(expected, Normal(Describe(written))), $"{fileName}: {Describe(written)}");
        }

        Assert.Equal(Lines(name, "[kubeconfig] ").Skip(1), result.Lines);
    }

    private static JsonObject Describe(KubeconfigFile file) => new()
    {
        ["clusters"] = new JsonArray([.. file.Clusters.Select(cluster => new JsonObject
        {
            ["has_ca"] = cluster.Value.CertificateAuthorityData.Length > 0, ["name"] = cluster.Key, ["server"] = cluster.Value.Server,
        })]),
        ["contexts"] = new JsonArray([.. file.Contexts.Select(context => new JsonObject
        {
            ["context"] = new JsonObject { ["cluster"] = context.Value.Cluster, ["user"] = context.Value.User }, ["name"] = context.Key,
        })]),
        ["current-context"] = file.CurrentContext,
        ["users"] = new JsonArray([.. file.Users.Select(user => new JsonObject
        {
            ["client_certificate"] = CertificateText.DescribePem(System.Text.Encoding.ASCII.GetString(user.Value.ClientCertificateData)),
            ["fields"] = new JsonArray("client-certificate-data", "client-key-data"),
            ["key"] = (string?)CertificateText.DescribePem(System.Text.Encoding.ASCII.GetString(user.Value.ClientKeyData))["pem"],
            ["name"] = user.Key,
        })]),
    };

    private static string[] Lines(string name, string prefix) =>
        [.. File.ReadAllLines(ReferenceData.Require("init", name, "expected", "stdout.txt")).Where(line => line.StartsWith(prefix, StringComparison.Ordinal))];

    private static JsonNode Json(params string[] parts) => JsonNode.Parse(File.ReadAllText(ReferenceData.Require(parts)))!;

    /// <summary>Parsed again, so that numbers are compared by value.</summary>
    private static JsonNode? Normal(JsonObject value) => JsonNode.Parse(value.ToJsonString());
}
