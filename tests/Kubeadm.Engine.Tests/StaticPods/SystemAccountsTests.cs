using System.Text;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.StaticPods;

public sealed class SystemAccountsTests
{
    private const string Passwd = "root:x:0:0:root:/root:/bin/bash\nmessagebus:x:100:101::/nonexistent:/usr/sbin/nologin";
    private const string Group = "root:x:0:\nadm:x:102:syslog,a\n";

    [Fact]
    public void Missing_accounts_get_the_lowest_free_numbers()
    {
        var files = Files(Passwd, Group);
        var ids = new SystemAccounts(files).Ensure();
        Assert.Equal((101, 102, 103, 104), (ids.Users["kubeadm-etcd"], ids.Users["kubeadm-kas"], ids.Users["kubeadm-kcm"], ids.Users["kubeadm-ks"]));
        Assert.Equal(105, ids.Groups["kubeadm-sa-key-readers"]);
        Assert.Equal(
            Passwd + "\nkubeadm-etcd:x:101:100:::/bin/false\nkubeadm-kas:x:102:101:::/bin/false\n"
            + "kubeadm-kcm:x:103:103:::/bin/false\nkubeadm-ks:x:104:104:::/bin/false\n",
            files.ReadText("/etc/passwd"));
        Assert.Equal(
            Group + "kubeadm-etcd:x:100:kubeadm-etcd\nkubeadm-kas:x:101:kubeadm-kas\nkubeadm-kcm:x:103:kubeadm-kcm\n"
            + "kubeadm-ks:x:104:kubeadm-ks\nkubeadm-sa-key-readers:x:105:kubeadm-kas,kubeadm-kcm\n",
            files.ReadText("/etc/group"));
    }

    [Fact]
    public void A_second_run_finds_them_and_removal_leaves_the_others()
    {
        var files = Files(Passwd + "\n", Group);
        var accounts = new SystemAccounts(files);
        var first = accounts.Ensure();
        var text = files.ReadText("/etc/passwd");
        Assert.Equal(first.Users, accounts.Ensure().Users);
        Assert.Equal(text, files.ReadText("/etc/passwd"));
        accounts.Remove();
        Assert.Equal((Passwd + "\n", Group), (files.ReadText("/etc/passwd"), files.ReadText("/etc/group")));
    }

    [Theory]
    [InlineData("kubeadm-ks:x:5000:100:::/bin/false")]
    [InlineData("kubeadm-ks:x:500:102:::/bin/false")]
    [InlineData("kubeadm-ks:x:500:100:::/bin/sh")]
    [InlineData("kubeadm-ks:x:500")]
    [InlineData("kubeadm-ks:x:many:100:::/bin/false")]
    public void Accounts_that_are_other_than_they_must_be_are_refused(string line) =>
        Assert.Equal("InvalidSystemAccounts", Assert.Throws<KubeadmException>(() => new SystemAccounts(Files(line, Group)).Ensure()).ErrorId);

    [Fact]
    public void The_range_of_login_defs_holds()
    {
        var files = Files(Passwd, Group).Add("/etc/login.defs", "# SYS_UID_MIN 1\nSYS_UID_MIN\t\t  201\nSYS_GID_MIN 301\n");
        var ids = new SystemAccounts(files).Ensure();
        Assert.Equal((201, 301), (ids.Users["kubeadm-etcd"], ids.Groups["kubeadm-etcd"]));
        files.Add("/etc/login.defs", "SYS_GID_MAX 301\nSYS_GID_MIN 301\n");
        files.Add("/etc/group", Group);
        Assert.Throws<KubeadmException>(() => new SystemAccounts(files).Ensure());
    }

    [Fact]
    public void A_look_finds_accounts_that_are_there_and_creates_none()
    {
        var files = Files(Passwd, Group);
        Assert.Null(new SystemAccounts(files).Find());
        Assert.Equal(Passwd, Encoding.UTF8.GetString(files.ReadAllBytes("/etc/passwd")));
        Assert.Equal(Group, Encoding.UTF8.GetString(files.ReadAllBytes("/etc/group")));

        var created = new SystemAccounts(files).Ensure();
        Assert.Equal(created.Users, new SystemAccounts(files).Find()!.Users);
    }

    [Fact]
    public async Task A_rootless_API_server_owns_its_keys()
    {
        var node = new FakeNode();
        foreach (var key in new[] { "sa.key", "sa.pub", "apiserver.key", "apiserver-kubelet-client.key", "front-proxy-client.key", "apiserver-etcd-client.key" })
        {
            node.Memory.Add($"/etc/kubernetes/pki/{key}", "", NodeFileModes.PrivateFile);
        }

        var configuration = (await ConfigurationLoader.LoadInitAsync(
            "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\nfeatureGates: {RootlessControlPlane: true}\n",
            new InitFlags(), node, new LoadOptions { SkipCriDetection = true }, CancellationToken.None)).Configuration;
        var ids = new SystemAccounts(Files(Passwd, Group)).Ensure();
        var pod = new StaticPodManifests(node, configuration).ApiServer();
        Assert.True(RootlessControlPlane.IsEnabled(configuration.Cluster));
        var rootless = new RootlessControlPlane(node, ids);
        rootless.HandOverFiles(pod, configuration.Cluster);
        rootless.RunAsAccount(pod);
        Assert.Equal([105L], pod.Spec.SecurityContext.SupplementalGroups.Select(id => (long)id!));
        Assert.Equal(102, pod.Spec.SecurityContext.RunAsUser);
        Assert.Equal(["NET_BIND_SERVICE"], pod.Spec.Containers[0].SecurityContext.Capabilities.Add);
        var shared = node.Memory.Stat("/etc/kubernetes/pki/sa.key")!;
        Assert.Equal((0, 105, NodeFileModes.PrivateFile | UnixFileMode.GroupRead), (shared.UserId, shared.GroupId, shared.Mode));
        Assert.Equal(102, node.Memory.Stat("/etc/kubernetes/pki/apiserver.key")!.UserId);
    }

    private static MemoryFileSystem Files(string passwd, string group) =>
        new MemoryFileSystem().Add("/etc/passwd", passwd).Add("/etc/group", group);
}
