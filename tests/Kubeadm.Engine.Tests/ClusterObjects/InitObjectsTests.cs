using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Addons;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Tokens;

namespace Kubeadm.Engine.Tests.ClusterObjects;

/// <summary>
/// The objects of init, made of the inputs that a case's own objects show (the texts of the configurations, images, addresses),
/// so that what is proved here is this room: kinds, names, order, every other field, and that a second run writes nothing.
/// </summary>
public sealed class InitObjectsTests
{
    private static readonly byte[] CertificateKeyBytes = Convert.FromHexString("0123456789012345678901234567890123456789012345678901234567890123");

    public static TheoryData<string> Cases() => new(ReferenceObjects.Cases());

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task First_run_writes_what_kubeadm_writes(string name)
    {
        var reference = ReferenceObjects.Load(name);
        var cluster = new DryRunCluster(live: null, TimeProvider.System);

        var changes = await ApplyAsync(cluster.Client, reference);

        reference.AssertEqual(cluster.Writes);
        Assert.DoesNotContain(changes, change => change.Action == ChangeAction.Unchanged);
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task Second_run_writes_nothing(string name)
    {
        var reference = ReferenceObjects.Load(name);
        var cluster = new DryRunCluster(live: null, TimeProvider.System);
        await ApplyAsync(cluster.Client, reference);
        var before = cluster.Writes.Count;

        var changes = await ApplyAsync(cluster.Client, reference);

        Assert.Equal(before, cluster.Writes.Count);
        Assert.All(changes, change => Assert.Equal(ChangeAction.Unchanged, change.Action));
    }

    [SkippableFact]
    public async Task Node_gets_labels_and_taints_and_keeps_the_taints_of_others()
    {
        var server = new InMemoryApiServer(TimeProvider.System);
        server.Seed("nodes", JsonNode.Parse("""
            {"apiVersion":"v1","kind":"Node","metadata":{"name":"cp1","labels":{"kubernetes.io/hostname":"cp1"}},
             "spec":{"taints":[{"key":"node.kubernetes.io/not-ready","effect":"NoSchedule"}]}}
            """)!.AsObject());

        await NodeMarks.MarkControlPlaneAsync(new ApiObjects(server.CreateClient()), "cp1", [ControlPlaneTaint()], CancellationToken.None);

        var write = Assert.Single(server.Writes);
        Assert.Equal("""{"metadata":{"labels":{"node-role.kubernetes.io/control-plane":"","node.kubernetes.io/exclude-from-external-load-balancers":""}},"spec":{"taints":[{"effect":"NoSchedule","key":"node-role.kubernetes.io/control-plane"},{"effect":"NoSchedule","key":"node.kubernetes.io/not-ready"}]}}""", write.Patch!.ToJsonString());
        var again = await NodeMarks.MarkControlPlaneAsync(new ApiObjects(server.CreateClient()), "cp1", [ControlPlaneTaint()], CancellationToken.None);
        Assert.Equal(ChangeAction.Unchanged, again.Action);
    }

    private static Taint ControlPlaneTaint() => new() { Key = ClusterNames.ControlPlaneLabel, Effect = "NoSchedule" };

    internal static async Task<IReadOnlyList<Change>> ApplyAsync(IKubernetes api, ReferenceObjects reference)
    {
        var objects = new ApiObjects(api);
        var none = CancellationToken.None;
        List<Change> changes =
        [
            .. await UploadedConfiguration.EnsureAsync(objects, Data(reference, "kubeadm-config", "ClusterConfiguration"), none),
            .. await KubeletConfigMap.EnsureAsync(objects, Data(reference, "kubelet-config", "kubelet"), IsUserSupplied(reference, "kubelet-config"), none),
        ];
        if (reference.Find("secrets", "kubeadm-certs") is { } certificates)
        {
            var data = certificates["data"]!.AsObject().ToDictionary(
                entry => entry.Key, entry => CertificateEncryption.Encrypt(Encoding.UTF8.GetBytes(entry.Key), CertificateKeyBytes));
            changes.AddRange((await CertificatesSecret.EnsureAsync(objects, data, CertificateKeyBytes, none)).Changes);
        }

        if (reference.Find("nodes", NodeName(reference)) is not null)
        {
            changes.Add(await NodeMarks.MarkControlPlaneAsync(objects, NodeName(reference), [ControlPlaneTaint()], none));
        }

        if (reference.Find("configmaps", "cluster-info") is not null)
        {
            changes.AddRange(await new BootstrapTokens(objects).EnsureAsync(Tokens(reference), none));
            changes.AddRange(await NodeBootstrapRights.EnsureAsync(objects, none));
            changes.AddRange(await ClusterInfo.EnsureAsync(objects, AdminKubeconfig(reference), none));
        }

        changes.AddRange(await ApplyAddonsAsync(objects, reference));
        return changes;
    }

    private static async Task<IReadOnlyList<Change>> ApplyAddonsAsync(ApiObjects objects, ReferenceObjects reference)
    {
        var changes = new List<Change>();
        if (reference.Find("deployments", "coredns") is { } deployment)
        {
            var replicas = (long)deployment["spec"]!["replicas"]!;
            changes.AddRange(await CoreDnsAddon.EnsureAsync(
                objects,
                new CoreDnsSettings
                {
                    Image = (string)deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!,
                    Release = "v1.14.2",
                    DnsDomain = Document(reference)["networking"]!["dnsDomain"]!.GetValue<string>(),
                    ServiceAddress = (string)reference.Find("services", "kube-dns")!["spec"]!["clusterIP"]!,
                    PatchDeployment = replicas == 2 ? null : plain =>
                        StrategicMergePatch.Apply(plain, JsonNode.Parse($"{{\"spec\":{{\"replicas\":{replicas}}}}}"), PatchSchema.Deployment),
                },
                warning => Assert.Fail(warning),
                CancellationToken.None));
        }

        if (reference.Find("daemonsets", "kube-proxy") is { } daemonSet)
        {
            var server = Data(reference, "kube-proxy", "kubeconfig.conf").Split('\n').Single(line => line.Contains("server:"));
            changes.AddRange(await KubeProxyAddon.EnsureAsync(
                objects,
                new KubeProxySettings
                {
                    Image = (string)daemonSet["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!,
                    Configuration = Data(reference, "kube-proxy", "config.conf") + "\n",
                    IsUserSupplied = IsUserSupplied(reference, "kube-proxy"),
                    ControlPlaneEndpoint = server[(server.IndexOf(':') + 2)..],
                },
                CancellationToken.None));
        }

        return changes;
    }

    private static string NodeName(ReferenceObjects reference) => reference.Writes
        .Where(write => (string?)write["resource"] == "nodes").Select(write => (string?)write["name"]).FirstOrDefault() ?? "";

    private static string Data(ReferenceObjects reference, string map, string key) => (string)reference.Find("configmaps", map)!["data"]![key]!;

    private static bool IsUserSupplied(ReferenceObjects reference, string map) => reference.Find("configmaps", map)!["metadata"]!["annotations"] is null;

    private static JsonObject Document(ReferenceObjects reference) =>
        Kubeadm.Engine.Serialization.Yaml.KubeYaml.ReadDocuments(Data(reference, "kubeadm-config", "ClusterConfiguration"))[0].Root!.AsObject();

    private static IEnumerable<BootstrapToken> Tokens(ReferenceObjects reference) => reference.Writes
        .Select(write => write["object"]!.AsObject())
        .Where(value => (string?)value["type"] == BootstrapTokenSecret.SecretType && value["data"]!["usage-bootstrap-signing"] is not null
            || (string?)value["type"] == BootstrapTokenSecret.SecretType && value["data"]!["usage-bootstrap-authentication"] is not null)
        .Select(value => BootstrapTokenSecret.ToToken(KubernetesJson.Deserialize<V1Secret>(value.ToJsonString())));

    private static KubeconfigFile AdminKubeconfig(ReferenceObjects reference)
    {
        var info = KubeconfigFile.Parse(Encoding.UTF8.GetBytes(Data(reference, "cluster-info", "kubeconfig")), "cluster-info");
        return KubeconfigFile.Create("kubernetes", info.Clusters[""], "kubernetes-admin", new KubeconfigUser());
    }
}
