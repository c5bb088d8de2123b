using System.Security.Cryptography.X509Certificates;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>Which certificates an upgrade renews, and when.</summary>
public sealed class ComponentCertificatesTests
{
    private const string Pki = "/etc/kubernetes/pki";

    private static readonly string[] OfEtcd = [.. Pairs("etcd/healthcheck-client", "etcd/peer", "etcd/server")];
    private static readonly string[] OfApiServer = [.. Pairs("apiserver", "apiserver-etcd-client", "apiserver-kubelet-client", "front-proxy-client")];

    [Fact]
    public async Task Those_of_etcd_and_the_API_server_are_renewed_before_either_is_replaced_and_the_others_at_their_turns()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var before = node.Files();
        var renewed = new Dictionary<string, List<string>>();
        node.Kubelet.Noticed = component => renewed[component] = [.. node.ChangedSince(before).Where(IsCredential)];

        await node.ApplyAsync();

        Assert.All(["etcd", "kube-apiserver"], component => Assert.Equal([.. OfApiServer.Concat(OfEtcd).Order(StringComparer.Ordinal)], renewed[component]));
        Assert.Contains("/etc/kubernetes/controller-manager.conf", renewed["kube-controller-manager"]);
        Assert.Contains("/etc/kubernetes/scheduler.conf", renewed["kube-scheduler"]);
        Assert.DoesNotContain(renewed.Values, files => files.Contains("/etc/kubernetes/admin.conf"));
        Assert.Equal(
            [.. OfApiServer.Concat(OfEtcd).Concat(["/etc/kubernetes/admin.conf", "/etc/kubernetes/controller-manager.conf", "/etc/kubernetes/scheduler.conf", "/etc/kubernetes/super-admin.conf"]).Order(StringComparer.Ordinal)],
            node.ChangedSince(before).Where(IsCredential));
    }

    [Fact]
    public async Task New_ones_belong_to_their_keys_and_last_longer()
    {
        var node = await UpgradeRunCase.CreateAsync();
        using var old = X509Certificate2.CreateFromPem(node.Memory.ReadText($"{Pki}/apiserver.crt"));
        ((LeapingClock)node.Cluster.Node.Clock).Advance(TimeSpan.FromDays(1));

        await node.ApplyAsync();

        using var renewed = X509Certificate2.CreateFromPem(node.Memory.ReadText($"{Pki}/apiserver.crt"), node.Memory.ReadText($"{Pki}/apiserver.key"));
        Assert.True(renewed.HasPrivateKey);
        Assert.True(renewed.NotAfter > old.NotAfter);
        Assert.Equal(old.Subject, renewed.Subject);
    }

    [Fact]
    public async Task The_right_by_which_the_API_server_reaches_kubelets_is_there_before_its_certificate_is_another()
    {
        const string path = $"{Pki}/apiserver-kubelet-client.crt";
        var node = await UpgradeRunCase.CreateAsync();
        var (old, atBinding) = (node.Memory.ReadText(path), new List<string>());
        node.Requested = request => atBinding.AddRange(
            request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/clusterrolebindings", StringComparison.Ordinal) ? [node.Memory.ReadText(path)] : Array.Empty<string>());

        await node.ApplyAsync();

        var bound = node.Cluster.Writes.Where(write => write.Resource == "clusterrolebindings").Select(write => write.Name).ToList();
        Assert.Equal(bound.Count, atBinding.Count);
        Assert.Equal(old, atBinding[bound.IndexOf("kubeadm:apiserver-kubelet-client")]);
        Assert.NotEqual(old, node.Memory.ReadText(path));
    }

    [Fact]
    public async Task None_is_renewed_where_a_person_says_so()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var before = node.Files();

        await node.ApplyAsync(UpgradeRunCase.Request with { CertificateRenewal = false });

        Assert.DoesNotContain(node.ChangedSince(before), IsCredential);
        Assert.Equal(UpgradeRunCase.New, node.Kubelet.ApiServerVersion);
    }

    [Fact]
    public async Task What_an_authority_issued_whose_key_is_elsewhere_is_left_and_told()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.DeleteFile($"{Pki}/ca.key");
        var before = node.Files();

        await node.ApplyAsync();

        Assert.Equal([.. OfEtcd.Concat(Pairs("apiserver-etcd-client", "front-proxy-client")).Order(StringComparer.Ordinal)], node.ChangedSince(before).Where(IsCredential));
        Assert.Contains("[upgrade/staticpods] External CA detected, apiserver certificate can't be renewed", node.Observer.Lines);
        Assert.Contains("[upgrade/staticpods] External CA detected, admin.conf certificate can't be renewed", node.Observer.Lines);
        Assert.Equal(UpgradeRunCase.New, node.Kubelet.ApiServerVersion);
    }

    [Fact]
    public async Task Etcds_are_renewed_with_the_API_servers_also_where_etcd_stays()
    {
        var node = await UpgradeRunCase.CreateAsync(prepare: made => made.Memory.Add(UpgradeRunCase.PathOf("etcd"), made.Rendered("etcd")));
        var before = node.Files();

        await node.ApplyAsync();

        Assert.DoesNotContain("etcd:3.6.8-0", node.Kubelet.Started);
        Assert.Superset(OfEtcd.ToHashSet(), node.ChangedSince(before).ToHashSet());
    }

    [Theory]
    [InlineData("etcd/peer.crt")]
    [InlineData("apiserver-kubelet-client.crt")]
    [InlineData("front-proxy-client.crt")]
    public async Task One_that_is_not_there_is_found_before_anything_is_touched(string file)
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.DeleteFile($"{Pki}/{file}");

        await AssertUntouchedAsync(node, $"{Pki}/{file}");
    }

    [Theory]
    [InlineData("/etc/kubernetes/pki/apiserver.crt", "half a file")]
    [InlineData("/etc/kubernetes/scheduler.conf", "users: [")]
    [InlineData("/etc/kubernetes/controller-manager.conf", "apiVersion: v1\nkind: Config\n")]
    public async Task One_that_is_broken_is_found_before_anything_is_touched(string path, string text)
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Add(path, text);

        await AssertUntouchedAsync(node, path);
    }

    private static async Task AssertUntouchedAsync(UpgradeRunCase node, string path)
    {
        var before = node.Files();

        var error = await node.FailAsync();

        Assert.Equal("control-plane", error.Phase);
        Assert.IsType<KubeadmException>(error.InnerException);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Empty(node.ChangedSince(before));
        Assert.Empty(node.Kubelet.Started);
        Assert.DoesNotContain("/etc/kubernetes/tmp", node.Memory.List("/etc/kubernetes").Select(name => $"/etc/kubernetes/{name}"));
    }

    private static bool IsCredential(string path) =>
        path.StartsWith(Pki, StringComparison.Ordinal) || (path.StartsWith("/etc/kubernetes/", StringComparison.Ordinal) && path.EndsWith(".conf", StringComparison.Ordinal));

    private static IEnumerable<string> Pairs(params string[] names) => names.SelectMany(name => new[] { $"{Pki}/{name}.crt", $"{Pki}/{name}.key" });
}
