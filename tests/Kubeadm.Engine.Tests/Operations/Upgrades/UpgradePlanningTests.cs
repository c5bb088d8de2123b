using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Operations.UpgradePlan;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Tests.Upgrades;
using Kubeadm.Engine.Tests.Versions;
using Kubeadm.Engine.Upgrades.Planning;

namespace Kubeadm.Engine.Tests.Operations.Upgrades;

/// <summary>Plans of upgrades, over a cluster in memory.</summary>
public sealed class UpgradePlanningTests
{
    [Fact]
    public async Task Components_come_in_kubeadms_order_with_their_nodes_and_nothing_is_written_but_the_Job()
    {
        var cluster = await UpgradeCase.CreateAsync();

        var plan = Assert.Single(await PlanAsync(cluster, new() { Version = "1.36.3" }));

        Assert.Equal(
            [
                "kubelet on cp1: v1.35.6 to v1.36.3", "kubelet on w1: v1.35.6 to v1.36.3", "kube-apiserver on cp1: v1.35.6 to v1.36.3",
                "kube-controller-manager on cp1: v1.35.6 to v1.36.3", "kube-scheduler on cp1: v1.35.6 to v1.36.3", "kube-proxy: v1.35.6 to v1.36.3",
                "CoreDNS: v1.13.1 to v1.14.2", "etcd on cp1: 3.6.6-0 to 3.6.8-0",
            ],
            plan.Components.Select(component => component.ToString()));
        Assert.Equal((true, true, "Requested", "v1.36.3"), (plan.IsUpgrade, plan.CanBeApplied, plan.Source, plan.RequiredToolVersion));
        Assert.Empty(plan.Drift);
        Assert.Empty(plan.UnhealthyEtcd);
        Assert.Empty(cluster.Asked);
        var write = Assert.Single(cluster.Writes);
        Assert.Equal((ApiVerb.Create, "jobs"), (write.Verb, write.Resource));
    }

    [Fact]
    public async Task Without_a_release_server_the_own_release_is_offered_and_not_as_one_of_another_series()
    {
        var cluster = await UpgradeCase.CreateAsync();

        var plan = Assert.Single(await PlanAsync(cluster));

        Assert.Equal(("v1.36.3", "stable version", UpgradeTarget.OwnRelease), (plan.TargetVersion, plan.Description, plan.Source));
        Assert.Contains(cluster.Observer.Warnings, warning => warning.Contains("'stable-1.35': no route to host", StringComparison.Ordinal));
        Assert.DoesNotContain(cluster.Observer.Lines, line => line.Contains("series: v1.36", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_release_servers_versions_are_offered_oldest_first_with_the_tool_that_each_takes()
    {
        var cluster = await UpgradeCase.CreateAsync();
        cluster.Labels["stable"] = "v1.36.5";
        cluster.Labels["stable-1.35"] = "v1.35.9";

        var plans = await PlanAsync(cluster);

        Assert.Equal(
            [("v1.35.9", "version in the v1.35 series", "v1.36.3", false), ("v1.36.5", "stable version", "v1.36.5", false)],
            plans.Select(plan => (plan.TargetVersion, plan.Description, plan.RequiredToolVersion, plan.CanBeApplied)));
        Assert.Contains("[upgrade/versions] Latest version in the v1.35 series: v1.35.9", cluster.Observer.Lines);
    }

    [Fact]
    public async Task Where_there_is_nothing_newer_the_nodes_that_are_behind_are_told()
    {
        var cluster = await UpgradeCase.CreateAsync("v1.36.3", coreDns: "v1.14.2");
        cluster.AddNode("w2", "v1.35.6", isControlPlane: false);

        var plan = Assert.Single(await PlanAsync(cluster));

        Assert.Equal((false, false, "v1.36.3"), (plan.IsUpgrade, plan.CanBeApplied, plan.TargetVersion));
        Assert.Equal(["kubelet on w2: v1.35.6 to v1.36.3"], plan.Components.Select(component => component.ToString()));
        Assert.Equal(["w2: v1.35.6"], plan.NodesBehind.Select(node => node.ToString()));
    }

    [Fact]
    public async Task A_cluster_two_minors_behind_is_told_the_steps()
    {
        var error = await Assert.ThrowsAsync<KubeadmException>(async () => await PlanAsync(await UpgradeCase.CreateAsync("v1.34.2")));

        Assert.Equal("ClusterTooOld", error.ErrorId);
        Assert.Contains("2 minor versions behind", error.Message, StringComparison.Ordinal);
        Assert.Contains("to v1.35.6 or a newer v1.35 with kubeadm v1.35; then to v1.36.3 or a newer v1.36", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_minor_is_an_entry_of_the_table()
    {
        var cluster = await UpgradeCase.CreateAsync("v1.36.3", coreDns: "v1.14.2", releases: MadeUp.Table);

        // What a new CoreDNS makes of Corefiles is an entry of its own, which a made-up release has not.
        var request = new UpgradePlanRequest { IgnorePreflightErrors = ["CoreDNSUnsupportedPlugins", "CoreDNSMigration"] };
        var plan = Assert.Single(await PlanAsync(cluster, request));

        Assert.Equal(("v1.37.2", "v1.37.2", true), (plan.TargetVersion, plan.ToolVersion, plan.CanBeApplied));
        Assert.Contains("etcd on cp1: 3.6.6-0 to 3.7.0-0", plan.Components.Select(component => component.ToString()));
        Assert.Contains("CoreDNS: v1.14.2 to v1.15.0", plan.Components.Select(component => component.ToString()));
        Assert.EndsWith("/pause:3.11", (string?)Assert.Single(cluster.Writes).Object["spec"]!["template"]!["spec"]!["containers"]![0]!["image"], StringComparison.Ordinal);
        Assert.Equal("ClusterTooOld", (await Assert.ThrowsAsync<KubeadmException>(async () => await PlanAsync(await UpgradeCase.CreateAsync(releases: MadeUp.Table), request))).ErrorId);
    }

    [Fact]
    public async Task What_apply_would_refuse_is_a_problem_and_no_error()
    {
        var plan = Assert.Single(await PlanAsync(await UpgradeCase.CreateAsync(), new() { Version = "v1.37.0" }));

        Assert.Equal(["UpgradeTooFar", "TargetNewerThanTool"], plan.VersionFindings.Select(finding => finding.Rule));
        Assert.Equal((2, false, "v1.37.0"), (plan.Problems.Count, plan.CanBeApplied, plan.RequiredToolVersion));
    }

    [Theory]
    [InlineData("{local: {imageTag: corp-1}}", "3.6.6-0", true, false)]
    [InlineData("{local: {imageTag: 3.5.24-0}}", "3.6.6-0", false, true)]
    [InlineData("{local: {imageTag: 3.6.6_corp.1}}", "3.6.6+corp.1", false, false)]
    [InlineData("{local: {imageTag: 3.7.1-0}}", "3.7.1-0", false, false)]
    public async Task The_etcd_that_will_really_run_is_shown(string etcd, string target, bool isProblem, bool isWarning)
    {
        var plan = Assert.Single(await PlanAsync(await UpgradeCase.CreateAsync(etcd: etcd), new() { Version = "v1.36.3" }));

        Assert.Equal(target, Assert.Single(plan.Components, component => component.Name == "etcd").Target);
        Assert.Equal((isProblem, isWarning), (plan.Problems.Count > 0, plan.Warnings.Any(warning => warning.Contains("is kept", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Arguments_that_a_later_etcd_does_not_know_are_warned_of()
    {
        const string etcd = "{local: {imageTag: 3.7.1-0, extraArgs: [{name: experimental-initial-corrupt-check, value: 'true'}, {name: feature-gates, value: CompactHashCheck=true}]}}";

        var plan = Assert.Single(await PlanAsync(await UpgradeCase.CreateAsync(etcd: etcd), new() { Version = "v1.36.3" }));

        Assert.Contains("InitialCorruptCheck in feature-gates, and etcd 3.7.1-0 does not start with the old one", plan.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("takes the place of kubeadm's own, InitialCorruptCheck=true", plan.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task External_etcd_is_neither_listed_nor_asked()
    {
        var cluster = await UpgradeCase.CreateAsync(etcd: "{external: {endpoints: ['https://192.0.2.31:2379'], caFile: /c, certFile: /d, keyFile: /e}}");

        var plan = Assert.Single(await PlanAsync(cluster, new() { Version = "v1.36.3" }));

        Assert.DoesNotContain(plan.Components, component => component.Name == "etcd");
        Assert.Empty(cluster.Etcd.Requests);
    }

    [Fact]
    public async Task Members_of_etcd_that_are_not_well_are_told()
    {
        var cluster = await UpgradeCase.CreateAsync();
        cluster.Etcd.Troubles["https://192.0.2.10:2379"] = "NOSPACE";

        var plan = Assert.Single(await PlanAsync(cluster, new() { Version = "v1.36.3" }));

        Assert.Equal([("https://192.0.2.10:2379", "NOSPACE")], plan.UnhealthyEtcd.Select(endpoint => (endpoint.Endpoint, endpoint.Error!)));
        Assert.False(plan.CanBeApplied);
        Assert.Contains("etcd at https://192.0.2.10:2379: NOSPACE", plan.Problems);
    }

    [Fact]
    public async Task What_an_upgrade_of_this_node_would_be_refused_for_is_a_problem_of_the_plan()
    {
        var cluster = await UpgradeCase.CreateAsync();
        var etcd = $"{UpgradeCase.Manifests}/etcd.yaml";
        var text = System.Text.Encoding.UTF8.GetString(cluster.Node.Memory.ReadAllBytes(etcd));
        cluster.Node.Memory.Add(etcd, text.Replace("path: /var/lib/etcd", "path: /srv/etcd", StringComparison.Ordinal));
        cluster.Node.Memory.Add(etcd + ".old", text);

        var plan = Assert.Single(await PlanAsync(cluster, new() { Version = "v1.36.3" }));

        Assert.False(plan.CanBeApplied);
        Assert.Contains(plan.Problems, problem => problem.StartsWith("etcd has its data in /srv/etcd", StringComparison.Ordinal));
        Assert.Contains(plan.Problems, problem => problem.StartsWith(etcd + ".old: the Pod etcd is described here too", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_etcd_or_its_check_is_left_out_its_troubles_keep_no_upgrade_from_being_done()
    {
        var cluster = await UpgradeCase.CreateAsync();
        cluster.Etcd.Troubles["https://192.0.2.10:2379"] = "NOSPACE";

        var plan = Assert.Single(await PlanAsync(cluster, new() { Version = "v1.36.3", Flags = new() { EtcdUpgrade = false } }));

        Assert.Single(plan.UnhealthyEtcd);
        Assert.True(plan.CanBeApplied, string.Join("; ", plan.Problems));
        Assert.True(Assert.Single(await PlanAsync(cluster, new() { Version = "v1.36.3", IgnorePreflightErrors = ["EtcdHealth"] })).CanBeApplied);
    }

    [Fact]
    public async Task Certificates_that_end_within_ninety_days_are_told()
    {
        var cluster = await UpgradeCase.CreateAsync();
        AddCertificate(cluster, "apiserver", days: 30);
        AddCertificate(cluster, "apiserver-kubelet-client", days: 200);

        Assert.Equal(["apiserver"], Assert.Single(await PlanAsync(cluster, new() { Version = "v1.36.3" })).ExpiringCertificates.Select(certificate => certificate.Name));
    }

    [Fact]
    public async Task A_failed_check_ends_the_plan_unless_it_is_ignored()
    {
        var cluster = await UpgradeCase.CreateAsync();
        cluster.Node.Memory.DeleteFile($"{UpgradeCase.Manifests}/kube-scheduler.yaml");

        var error = await Assert.ThrowsAsync<PreflightException>(() => PlanAsync(cluster));
        Assert.Equal(["StaticPodManifest"], Assert.IsType<string[]>(error.Target));
        Assert.Single(await PlanAsync(cluster, new() { Version = "v1.36.3", IgnorePreflightErrors = ["StaticPodManifest"] }));
    }

    [Fact]
    public async Task A_configuration_file_gives_what_flags_would_and_nothing_of_the_cluster()
    {
        const string yaml = """
            apiVersion: kubeadm.k8s.io/v1beta4
            kind: UpgradeConfiguration
            plan: {kubernetesVersion: v1.36.2, etcdUpgrade: false, printConfig: true, ignorePreflightErrors: [CreateJob]}
            ---
            apiVersion: kubeadm.k8s.io/v1beta4
            kind: ClusterConfiguration
            imageRepository: evil.example.com
            """;
        var cluster = await UpgradeCase.CreateAsync();

        var plan = Assert.Single(await PlanAsync(cluster, new() { Configuration = ConfigurationText.FromString(yaml) }));

        Assert.Equal("v1.36.2", plan.TargetVersion);
        Assert.DoesNotContain(plan.Components, component => component.Name == "etcd");
        Assert.Contains("\timageRepository: registry.k8s.io", cluster.Observer.Lines);
        Assert.Contains(cluster.Observer.Warnings, warning => warning.Contains("ClusterConfiguration", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n", false, "UpgradeConfiguration")]
    [InlineData("", false, "UpgradeConfiguration")]
    [InlineData("apiVersion: kubeadm.k8s.io/v1beta3\nkind: UpgradeConfiguration\n", false, "v1beta3")]
    [InlineData("apiVersion: kubeadm.k8s.io/v1beta4\nkind: UpgradeConfiguration\n", true, "plan.etcdUpgrade")]
    public async Task A_configuration_file_that_cannot_be_used_is_refused(string yaml, bool withFlag, string cause)
    {
        var request = new UpgradePlanRequest { Configuration = ConfigurationText.FromString(yaml), Flags = new UpgradePlanFlags { EtcdUpgrade = withFlag ? false : null } };

        var error = await Assert.ThrowsAnyAsync<KubeadmException>(async () => await PlanAsync(await UpgradeCase.CreateAsync(), request));

        Assert.Equal(withFlag ? "ValuesBesideFile" : "InvalidConfiguration", error.ErrorId);
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_in_the_wrong_case_is_warned_of()
    {
        var cluster = await UpgradeCase.CreateAsync();
        var text = ConfigurationText.FromString("apiVersion: kubeadm.k8s.io/v1beta4\nkind: UpgradeConfiguration\nplan: {KubernetesVersion: v1.36.2}\n");

        Assert.Equal("v1.36.3", Assert.Single(await PlanAsync(cluster, new() { Version = "v1.36.3", Configuration = text })).TargetVersion);
        Assert.Contains(cluster.Observer.Warnings, warning => warning.Contains("plan.KubernetesVersion", StringComparison.Ordinal));
    }

    [Fact]
    public async Task API_servers_of_different_versions_are_named()
    {
        var cluster = await UpgradeCase.CreateAsync("v1.36.3", coreDns: "v1.14.2");
        var pod = (await cluster.Objects.Api.CoreV1.ListNamespacedPodAsync(ClusterNamespaces.System, labelSelector: "component=kube-apiserver")).Items[0];
        pod.Metadata = new V1ObjectMeta { Name = "kube-apiserver-cp2", NamespaceProperty = ClusterNamespaces.System, Labels = pod.Metadata.Labels };
        pod.Spec.NodeName = "cp2";
        pod.Spec.Containers[0].Image = "registry.k8s.io/kube-apiserver:v1.35.6";
        await cluster.Objects.Api.CoreV1.CreateNamespacedPodAsync(pod, ClusterNamespaces.System);

        var plan = Assert.Single(await PlanAsync(cluster));

        Assert.Equal("the API servers have different versions: v1.35.6 on cp2; v1.36.3 on cp1", plan.Warnings[0]);
    }

    private static void AddCertificate(UpgradeCase cluster, string name, int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(days));
        cluster.Node.Memory.Add($"/etc/kubernetes/pki/{name}.crt", made.ExportCertificatePem());
    }

    private static Task<IReadOnlyList<KubeUpgradePlan>> PlanAsync(UpgradeCase cluster, UpgradePlanRequest? request = null) =>
        new UpgradePlanning(cluster.Ports, cluster.Observer).RunAsync((request ?? new()) with { Kubeconfig = UpgradeCase.Kubeconfig }, default);
}
