using System.Text.Json.Nodes;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Init;

/// <summary>Each reference case through the whole of <c>init</c>, dry: files, API objects and refusals as kubeadm's.</summary>
public sealed class ReferenceInitTests : IDisposable
{
    private static readonly string[] Random = ["certificate-authority-data", "expiration", "uid"];
    private readonly string _output = Directory.CreateTempSubdirectory("kubeadm-reference-").FullName;
    private readonly RecordingObserver _observer = new();

    public static TheoryData<string> Accepted => [.. ReferenceCase.Names(areRefused: false)];

    public static TheoryData<string> Refused => [.. ReferenceCase.Names(areRefused: true)];

    public void Dispose() => Directory.Delete(_output, recursive: true);

    [SkippableTheory]
    [MemberData(nameof(Accepted))]
    public async Task Init_writes_what_kubeadm_writes(string name)
    {
        var reference = ReferenceCase.Open(name);
        var cluster = await RunAsync(reference);
        Assert.Equal(_output, cluster.DryRunPath);
        foreach (var expected in Directory.EnumerateFiles(reference.Expected("files")))
        {
            Assert.Equal(File.ReadAllText(expected), File.ReadAllText(Written(Path.GetFileName(expected))));
        }

        CompareObjects(reference.Expected("objects.yaml"));
        Assert.Equal(CertificateLines(File.ReadLines(reference.Expected("stdout.txt"))), CertificateLines(_observer.Lines));
    }

    [SkippableTheory]
    [MemberData(nameof(Refused))]
    public async Task Init_refuses_what_kubeadm_refuses_and_writes_nothing(string name)
    {
        var reference = ReferenceCase.Open(name);
        await Assert.ThrowsAnyAsync<KubeadmException>(() => RunAsync(reference));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_output));
    }

    private Task<KubeCluster> RunAsync(ReferenceCase reference)
    {
        var machine = new FakeNode();
        var ports = new EnginePorts
        {
            Node = new FakeNode { Files = new ForeignPatches(machine.Memory) },
            ConnectRuntime = _ => throw new InvalidOperationException("a dry run connects to no runtime"),
            ConnectCluster = (_, _) => throw new InvalidOperationException("a dry run connects to no cluster"),
            ConnectHealth = (_, _) => throw new InvalidOperationException("no API server is asked for its health"),
            ConnectEtcd = _ => throw new InvalidOperationException("init asks no etcd"),
            VersionResolver = VersionResolver.Offline,
        };
        return new InitWorkflow(ports, _observer).RunAsync(reference.Request(_output), CancellationToken.None);
    }

    /// <summary>What is said of certificates, but for the folder, which is another in each dry run.</summary>
    private static IEnumerable<string> CertificateLines(IEnumerable<string> said) =>
        said.Where(line => line.StartsWith("[certs] ", StringComparison.Ordinal) && !line.Contains("certificateDir folder", StringComparison.Ordinal));

    private string Written(string file) => Path.Combine(_output, "root", (file switch
    {
        "config.yaml" or "instance-config.yaml" or "kubeadm-flags.env" => $"{KubernetesPaths.KubeletDirectory}/{file}",
        _ => $"{KubernetesPaths.ManifestsDirectory}/{file}",
    }).TrimStart('/'));

    private void CompareObjects(string path)
    {
        var expected = KubeYaml.ReadDocuments(File.ReadAllText(path)).Select(d => (JsonObject)d.Root!).ToList();
        var actual = Directory.EnumerateFiles(Path.Combine(_output, "cluster")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected.Select(e => $"{e["action"]} {e["resource"]} {NameOf(e)}".ToLowerInvariant()), actual.Select(Describe));
        foreach (var (write, file) in expected.Zip(actual))
        {
            var ours = (JsonObject)KubeYaml.ReadDocuments(File.ReadAllText(file))[0].Root!;
            if ((string)write["action"]! == "PATCH")
            {
                continue;
            }

            Assert.Equal(Text(Scrub((JsonObject)write["object"]!)), Text(Scrub(ours)));
        }
    }

    private static string Describe(string file)
    {
        var parts = Path.GetFileName(file).Split('-', 4);
        var ours = (JsonObject)KubeYaml.ReadDocuments(File.ReadAllText(file))[0].Root!;
        return $"{parts[1]} {parts[2]} {StableName(ours)}".ToLowerInvariant();
    }

    private static string NameOf(JsonObject write) => StableName((JsonObject)write["object"]!);

    /// <summary>The token that owns the uploaded certificates has a random name.</summary>
    private static string StableName(JsonObject value)
    {
        var name = (string)value["metadata"]!["name"]!;
        var isOwner = value["data"]?["description"] is not null && value["data"]?["usage-bootstrap-signing"] is null && (string?)value["type"] == "bootstrap.kubernetes.io/token";
        return isOwner ? "bootstrap-token-*" : name;
    }

    private static string Text(JsonNode node) => KubeYaml.Write(node);

    private static JsonObject Scrub(JsonObject value)
    {
        var copy = (JsonObject)value.DeepClone();
        copy.Remove("status");
        if (StableName(copy) == "bootstrap-token-*")
        {
            copy["metadata"]!["name"] = "bootstrap-token-*";
            foreach (var field in new[] { "token-id", "token-secret", "expiration" })
            {
                copy["data"]![field] = "*";
            }
        }

        (copy["metadata"] as JsonObject)?.Remove("resourceVersion");
        ScrubRandom(copy);
        return copy;
    }

    private static void ScrubRandom(JsonObject value)
    {
        foreach (var (key, child) in value.ToList())
        {
            if (Random.Contains(key))
            {
                value[key] = "*";
            }
            else if (key == "ownerReferences" || (key == "data" && (string?)value["metadata"]?["name"] == "kubeadm-certs"))
            {
                value[key] = child is JsonObject map ? new JsonArray([.. map.Select(p => JsonValue.Create(p.Key))]) : "*";
            }
            else if (key == "kubeconfig" && child is JsonValue)
            {
                value[key] = System.Text.RegularExpressions.Regex.Replace((string)child!, "certificate-authority-data: \\S+", "certificate-authority-data: *");
            }
            else if (child is JsonObject inner)
            {
                ScrubRandom(inner);
            }
        }
    }
}
