using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Tests.Pki;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Kubeadm.Engine.Tests.Operations.Certificates;

public sealed class CertificateRenewalsTests : IDisposable
{
    private const string Current = "/var/lib/kubelet/pki/kubelet-client-current.pem";
    private const string Dated = "/var/lib/kubelet/pki/kubelet-client-2025-11-23-12-00-00.pem";
    private const string Ecdsa = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\nencryptionAlgorithm: ECDSA-P256\n";

    private readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly KeyFactory _keys = new();
    private readonly FakeNode _node;
    private readonly InMemoryApiServer _server;
    private readonly RecordingObserver _observer = new();
    private readonly InitConfiguration _configuration = PkiCases.Configuration();

    public CertificateRenewalsTests()
    {
        _node = new FakeNode { Clock = _clock };
        _server = new InMemoryApiServer(_clock);
    }

    private MemoryFileSystem Files => _node.Memory;

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task All_are_renewed_in_kubeadms_order()
    {
        await MakeAsync();

        var renewed = await RenewAsync("all");

        Assert.Equal(
            ["admin.conf", "apiserver", "apiserver-etcd-client", "apiserver-kubelet-client", "controller-manager.conf", "etcd-healthcheck-client", "etcd-peer", "etcd-server", "front-proxy-client", "scheduler.conf", "super-admin.conf"],
            renewed.Select(certificate => certificate.Name));
        Assert.All(renewed, certificate => Assert.Equal((ChangeAction.Update, 365), (certificate.Action, certificate.DaysLeft)));
    }

    [Theory]
    [InlineData("apiserver", "kube-apiserver")]
    [InlineData("apiserver-kubelet-client", "kube-apiserver")]
    [InlineData("apiserver-etcd-client", "kube-apiserver")]
    [InlineData("front-proxy-client", "kube-apiserver")]
    [InlineData("etcd-server", "etcd")]
    [InlineData("etcd-peer", "etcd")]
    [InlineData("etcd-healthcheck-client", "")]
    [InlineData("admin.conf", "")]
    [InlineData("controller-manager.conf", "kube-controller-manager")]
    [InlineData("scheduler.conf", "kube-scheduler")]
    [InlineData("all", "etcd kube-apiserver kube-controller-manager kube-scheduler")]
    public async Task What_uses_a_certificate_is_told_by_the_manifests(string name, string users)
    {
        await MakeAsync();
        foreach (var component in StaticPodComponents.ControlPlane.Append(ComponentNames.Etcd))
        {
            var pod = new StaticPodManifests(_node, _configuration).Create(component);
            Files.Add(StaticPodComponents.ManifestPath(KubernetesPaths.ManifestsDirectory, component), k8s.KubernetesYaml.Serialize(pod));
        }

        var plan = await PlanAsync(name);

        Assert.Equal(users, string.Join(' ', plan.Components));
        Assert.Equal(users, string.Join(' ', ComponentRestarts.InOrder((await RenewAsync(name)).SelectMany(certificate => certificate.RestartRequired))));
    }

    [Fact]
    public async Task On_a_node_without_manifests_nothing_has_to_be_started_again()
    {
        await MakeAsync();

        Assert.Empty((await PlanAsync("all")).Components);
    }

    [Fact]
    public async Task What_is_not_there_is_unchanged_and_an_error_only_where_it_was_named()
    {
        await MakeAsync();
        Files.DeleteFile("/etc/kubernetes/super-admin.conf");

        var all = await PlanAsync("all");
        var named = await PlanAsync("super-admin.conf");

        Assert.Empty(all.Refused);
        Assert.Equal("CertificateNotFound", Assert.Single(named.Refused).ErrorId);
        Assert.Equal((true, ChangeAction.Unchanged), (all.Certificates[^1].IsMissing, named.Certificates.Single().Action));
        Assert.Equal(11, (await RenewAsync("all")).Count);
    }

    [Fact]
    public async Task What_an_authority_issues_whose_key_is_elsewhere_is_refused_and_the_rest_renewed()
    {
        await MakeAsync();
        Files.DeleteFile($"{PkiCases.Directory}/etcd/ca.key");
        var before = Snapshot();

        var plan = await PlanAsync("all");
        var renewed = await RenewAsync("all");

        Assert.All(plan.Refused, error => Assert.Equal("CertificateExternallyManaged", error.ErrorId));
        Assert.Equal(
            ["apiserver-etcd-client", "etcd-healthcheck-client", "etcd-peer", "etcd-server"],
            renewed.Where(certificate => certificate is { Action: ChangeAction.Unchanged, ExternallyManaged: true }).Select(certificate => certificate.Name));
        Assert.DoesNotContain(Snapshot(), file => file.Key.Contains("etcd", StringComparison.Ordinal) && before[file.Key] != file.Value);
        Assert.NotEqual(before[$"{PkiCases.Directory}/apiserver.crt"], Snapshot()[$"{PkiCases.Directory}/apiserver.crt"]);
    }

    [Fact]
    public async Task An_external_authority_whose_certificates_are_not_all_good_stops_everything_as_in_kubeadm()
    {
        await MakeAsync();
        Files.DeleteFile($"{PkiCases.Directory}/ca.key");
        Files.DeleteFile($"{PkiCases.Directory}/apiserver-kubelet-client.key");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => PlanAsync("all"));

        Assert.Equal("ExternalCaIncomplete", error.ErrorId);
    }

    [Fact]
    public async Task Certificates_of_an_etcd_that_others_run_are_none_of_this_cluster()
    {
        await MakeAsync();
        const string external = Ecdsa + "etcd:\n  external: {endpoints: [https://192.0.2.9:2379], caFile: /a/ca.crt, certFile: /a/c.crt, keyFile: /a/c.key}\n";

        Assert.DoesNotContain((await PlanAsync(external, "all")).Certificates, certificate => certificate.Name.Contains("etcd", StringComparison.Ordinal));
        var named = await PlanAsync(external, "etcd-server");
        Assert.True(named.Certificates.Single().IsMissing);
        Assert.Equal("CertificateNotFound", Assert.Single(named.Refused).ErrorId);
    }

    [Theory]
    [InlineData("ca")]
    [InlineData("etcd-ca")]
    [InlineData("sa")]
    [InlineData("kubelet-server")]
    public async Task What_is_known_and_not_renewed_is_refused_and_the_rest_planned(string name)
    {
        await MakeAsync();

        var plan = await PlanAsync(name, "apiserver");

        Assert.Equal(("CertificateNotRenewable", name), (Assert.Single(plan.Refused).ErrorId, plan.Refused[0].Target));
        Assert.Equal("apiserver", plan.Certificates.Single().Name);
    }

    [Fact]
    public async Task A_name_that_is_none_is_an_error_with_the_names_there_are()
    {
        var error = await Assert.ThrowsAsync<KubeadmException>(() => PlanAsync("apiserver", "etcd-sever"));

        Assert.Equal(("UnknownCertificate", "etcd-sever"), (error.ErrorId, error.Target));
        Assert.Contains("etcd-server", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_found_whatever_their_case_and_count_once()
    {
        await MakeAsync();

        Assert.Equal(["apiserver", "admin.conf"], (await PlanAsync("APIServer", "apiserver", "Admin.conf")).Certificates.Select(certificate => certificate.Name));
    }

    [Fact]
    public async Task The_kubelets_certificate_is_left_to_the_kubelet_while_it_lasts()
    {
        await MakeAsync();
        LayKubelet();

        Assert.DoesNotContain(await RenewAsync("all"), certificate => certificate.Name == "kubelet-client");
        Assert.Equal(["kubelet"], (await RenewAsync("kubelet-client")).Single().RestartRequired);
    }

    [Fact]
    public async Task The_kubelets_certificate_is_renewed_with_all_once_it_has_ended()
    {
        await MakeAsync();
        LayKubelet();
        _clock.Advance(TimeSpan.FromDays(366));

        var plan = await PlanAsync("all");
        var renewed = (await RenewAsync("all"))[^1];

        Assert.Equal("kubelet", plan.Components[0]);
        Assert.Equal(("kubelet-client", Current, 365), (renewed.Name, renewed.Path, renewed.DaysLeft));
        Assert.Equal((NodeFileKind.Link, NodeFileModes.PrivateFile), (Files.Stat(Current)!.Kind, Files.Stat(Dated)!.Mode));
        var pem = Files.ReadText(Dated);
        using var certificate = X509Certificate2.CreateFromPem(pem, pem);
        Assert.True(certificate.HasPrivateKey);
        Assert.Equal("CN=system:node:cp1, O=system:nodes", certificate.Subject);
    }

    [Fact]
    public async Task The_kubelets_certificate_that_has_ended_needs_the_key_of_the_authority()
    {
        await MakeAsync();
        LayKubelet();
        Files.DeleteFile($"{PkiCases.Directory}/ca.key");
        var before = Snapshot();

        var plan = await PlanAsync("kubelet-client");

        Assert.Equal("CertificateExternallyManaged", Assert.Single(plan.Refused).ErrorId);
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public async Task A_kubelet_whose_kubeconfig_holds_its_certificate_gets_it_there()
    {
        await MakeAsync();
        _clock.Advance(TimeSpan.FromDays(400));

        var renewed = (await RenewAsync("all"))[^1];

        Assert.Equal(("kubelet-client", "/etc/kubernetes/kubelet.conf", 365), (renewed.Name, renewed.Path, renewed.DaysLeft));
        Assert.Equal("cp1", KubeletIdentity.Find(Files, "/etc/kubernetes/kubelet.conf")!.NodeName);
    }

    [Fact]
    public async Task Certificates_that_have_ended_are_renewed_without_the_cluster()
    {
        await MakeAsync();
        _clock.Advance(TimeSpan.FromDays(366));

        var renewed = await RenewAsync("all");

        Assert.All(renewed, certificate => Assert.Equal(365, certificate.DaysLeft));
        Assert.Equal(
            ["[renew] Reading configuration from the \"kubeadm-config\" ConfigMap in namespace \"kube-system\"...", "[renew] Use 'kubeadm init phase upload-config kubeadm --config your-config-file' to re-upload it.", "[renew] Error reading configuration from the Cluster. Falling back to default configuration", ""],
            _observer.Lines);
    }

    [Fact]
    public async Task A_dry_run_tells_of_what_would_be_and_changes_nothing()
    {
        await MakeAsync();
        var before = Snapshot();
        using var folder = new TemporaryFolder();
        var request = new CertificateRenewalRequest { Names = ["all"], Configuration = Ecdsa, DryRun = true, DryRunPath = folder["run"] };
        _clock.Advance(TimeSpan.FromDays(100));

        var renewed = await Renewals().RenewAsync(await Renewals().PlanAsync(request, default), request, default);

        Assert.All(renewed, certificate => Assert.Equal((ChangeAction.Update, 365), (certificate.Action, certificate.DaysLeft)));
        Assert.Equal(before, Snapshot());
        Assert.True(File.Exists(folder["run/root/etc/kubernetes/pki/etcd/server.key"]));
        Assert.Empty(Directory.EnumerateFiles(folder["run"], ".*", SearchOption.AllDirectories));
    }

    private async Task MakeAsync()
    {
        await new CertificateIssuer(Files, _clock, _keys).EnsureAllAsync(_configuration, default);
        await new KubeconfigWriter(Files, _clock, _keys).EnsureAllAsync(_configuration, PkiCases.KubeconfigDirectory, default);
    }

    /// <summary>The kubelet's certificate as the kubelet keeps it: in a file with its key, behind a link that its kubeconfig names.</summary>
    private void LayKubelet()
    {
        const string path = KubernetesPaths.KubeletKubeconfig;
        var user = KubeconfigFile.Parse(Files.ReadAllBytes(path), path).CurrentUser!;
        Files.Add(Dated, Encoding.ASCII.GetString([.. user.ClientCertificateData, .. user.ClientKeyData]), NodeFileModes.PrivateFile);
        Files.AddOther(Current, NodeFileKind.Link).Links[Current] = Dated;
        Assert.NotNull(new KubeletKubeconfig(Files).PointToRotatedCertificate(path, _configuration.NodeRegistration));
    }

    private CertificateRenewals Renewals() =>
        new(EnginePorts.CreateLocal() with { Node = _node, ConnectCluster = (_, _) => _server.CreateClient() }, _observer);

    private Task<CertificateRenewalPlan> PlanAsync(params string[] names) => Renewals().PlanAsync(Request(names), default);

    private async Task<IReadOnlyList<KubeCertificate>> RenewAsync(params string[] names) =>
        await Renewals().RenewAsync(await PlanAsync(names), Request(names), default);

    private static CertificateRenewalRequest Request(string[] names) => names[0].Contains('\n', StringComparison.Ordinal)
        ? new() { Names = names[1..], Configuration = names[0] }
        : new() { Names = names };

    private Dictionary<string, string> Snapshot() => Files.AllFiles.ToDictionary(path => path, path => $"{Files.Stat(path)!.Mode} {Files.ReadText(path)}");
}
