using System.Net;
using System.Text;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Tests.Ports.Cluster;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Etcd;

public sealed class EtcdEndpointsTests
{
    private const string Pki = "/etc/kubernetes/pki";

    private readonly LeapingClock _clock = new();
    private readonly InMemoryApiServer _server = new(TimeProvider.System);
    private readonly MemoryFileSystem _files = new();

    [Fact]
    public async Task They_are_those_of_the_annotations_of_etcds_Pods()
    {
        await AddPodAsync("etcd-cp1", "https://10.0.0.1:2379");
        await AddPodAsync("etcd-cp2", "https://10.0.0.2:2379");
        await AddPodAsync("etcd-mine", "https://10.0.0.9:2379", component: "other");

        Assert.Equal(["https://10.0.0.1:2379", "https://10.0.0.2:2379"], await Endpoints().FindAsync(default));
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    [Fact]
    public async Task No_Pod_is_an_error_after_the_time_limit()
    {
        var error = await Assert.ThrowsAnyAsync<KubeadmException>(() => Endpoints().FindAsync(default));

        Assert.Equal("EtcdEndpointsNotFound", error.ErrorId);
        Assert.Contains("component=etcd,tier=control-plane", error.Message, StringComparison.Ordinal);
        Assert.InRange(_clock.Elapsed, TimeSpan.FromSeconds(58), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_Pod_without_annotation_is_waited_for_and_then_named()
    {
        await AddPodAsync("etcd-cp1", "https://10.0.0.1:2379");
        await AddPodAsync("etcd-cp2", null);

        var error = await Assert.ThrowsAnyAsync<KubeadmException>(() => Endpoints().FindAsync(default));

        Assert.Equal("EtcdEndpointsNotFound", error.ErrorId);
        Assert.Contains("pods/kube-system/etcd-cp2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_member_of_this_nodes_manifest_is_enough_while_its_Pod_is_missing_or_outdated()
    {
        Assert.Equal(["https://10.0.0.1:2379"], await EndpointsOfNode("https://10.0.0.1:2379").FindAsync(default));

        await AddPodAsync("etcd-cp2", "https://10.0.0.2:2379");
        await AddPodAsync("etcd-cp3", null);

        Assert.Equal(["https://10.0.0.2:2379", "https://10.0.0.1:2379"], await EndpointsOfNode("https://10.0.0.1:2379").FindAsync(default));
        Assert.Equal(["https://10.0.0.2:2379"], await EndpointsOfNode("https://10.0.0.2:2379").FindAsync(default));
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    [Fact]
    public async Task An_API_server_that_is_away_for_a_while_is_waited_for()
    {
        await AddPodAsync("etcd-cp1", "https://10.0.0.1:2379");
        var trouble = new FailingHandler(3, _ => FailingHandler.Answer(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"));

        Assert.Equal(["https://10.0.0.1:2379"], await Endpoints(trouble).FindAsync(default));
        Assert.Equal(4, trouble.Requests);
    }

    [Fact]
    public async Task A_connection_has_the_healthcheck_certificate_and_the_members_own_urls()
    {
        WriteCertificates("ca.crt", "healthcheck-client.crt", "healthcheck-client.key");
        var cluster = new FakeEtcdCluster(FakeEtcdCluster.Voter(1, "cp1"));
        cluster.Members.Add(FakeEtcdCluster.Voter(2, "cp2"));
        EtcdConnection? connection = null;

        var connected = await Connector(given =>
        {
            connection = given;
            return cluster;
        }).ConnectAsync(["https://cp1:2379"], Pki, default);

        Assert.Equal(["https://cp1:2379"], connection!.Endpoints);
        Assert.Equal(["ca.crt", "healthcheck-client.crt", "healthcheck-client.key"],
            new[] { connection.CertificateAuthority, connection.Certificate, connection.Key }.Select(Encoding.UTF8.GetString));
        Assert.Equal(["https://cp1:2379", "https://cp2:2379"], connected.Endpoints);
        Assert.False(cluster.IsDisposed);
    }

    [Fact]
    public async Task A_missing_certificate_is_named_before_anything_is_connected()
    {
        WriteCertificates("ca.crt", "healthcheck-client.key");

        var error = await Assert.ThrowsAsync<KubeadmException>(() =>
            Connector(_ => throw new InvalidOperationException("connected")).ConnectAsync(["https://cp1:2379"], Pki, default));

        Assert.Equal("CertificateNotFound", error.ErrorId);
        Assert.Equal($"{Pki}/etcd/healthcheck-client.crt", error.Target);
    }

    [Fact]
    public async Task A_connection_without_an_answer_is_closed_after_the_time_limit()
    {
        WriteCertificates("ca.crt", "healthcheck-client.crt", "healthcheck-client.key");
        var cluster = new FakeEtcdCluster { Before = _ => throw FakeEtcdCluster.Unreachable() };

        var error = await Assert.ThrowsAsync<KubeadmException>(() => Connector(_ => cluster).ConnectAsync(["https://cp1:2379"], Pki, default));

        Assert.Equal("EtcdUnreachable", error.ErrorId);
        Assert.True(cluster.IsDisposed);
        Assert.InRange(_clock.Elapsed, TimeSpan.FromSeconds(119), TimeSpan.FromSeconds(120));
    }

    private EtcdConnector Connector(Func<EtcdConnection, IEtcdCluster> connect) => new(_files, connect, new EtcdRetry(EtcdRetry.DefaultTimeout, _clock));

    private EtcdEndpoints Endpoints(params DelegatingHandler[] handlers) => new(Objects(handlers));

    private EtcdEndpoints EndpointsOfNode(string url) => new(Objects(), url);

    private ApiObjects Objects(params DelegatingHandler[] handlers) => new(_server.CreateClient(handlers), new ApiRetry(TimeSpan.FromMinutes(1), _clock));

    private void WriteCertificates(params string[] names)
    {
        _files.CreateDirectory($"{Pki}/etcd", UnixFileMode.UserRead);
        foreach (var name in names)
        {
            _files.WriteAllBytes($"{Pki}/etcd/{name}", Encoding.UTF8.GetBytes(name), UnixFileMode.UserRead);
        }
    }

    private async Task AddPodAsync(string name, string? url, string component = "etcd")
    {
        var metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["component"] = component, ["tier"] = "control-plane" } };
        if (url is not null)
        {
            metadata.Annotations = new Dictionary<string, string> { ["kubeadm.kubernetes.io/etcd.advertise-client-urls"] = url };
        }

        var pod = new V1Pod { Metadata = metadata, Spec = new() { Containers = [new() { Name = "etcd", Image = "etcd" }] } };
        await _server.CreateClient().CoreV1.CreateNamespacedPodAsync(pod, "kube-system");
    }
}
