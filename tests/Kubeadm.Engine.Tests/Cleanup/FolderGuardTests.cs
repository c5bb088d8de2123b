using Kubeadm.Engine.Cleanup;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Cleanup;

public sealed class FolderGuardTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("pki")]
    [InlineData("./etc/kubernetes/pki")]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("/etc")]
    [InlineData("/etc/")]
    [InlineData("/etc/kubernetes/..")]
    [InlineData("/etc/kubernetes/pki/../../ssl")]
    [InlineData("/home/someone")]
    [InlineData("/usr/share")]
    [InlineData("/var/lib")]
    [InlineData("/proc/self")]
    [InlineData("/sys/fs/cgroup/kubepods")]
    [InlineData(@"C:\")]
    [InlineData(@"C:\Windows\System32")]
    [InlineData(@"c:\users\someone")]
    public void A_folder_that_the_machine_or_a_person_lives_on_is_refused(string path)
    {
        var error = Assert.Throws<KubeadmException>(() => new FolderGuard(new MemoryFileSystem(), [path]).Check(path, FolderUse.Certificates, "certificatesDir"));

        Assert.Equal(("UnsafeDirectory", KubeadmErrorKind.InvalidInput, path), (error.ErrorId, error.Kind, error.Target));
        Assert.Contains("certificatesDir", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
    }

    [Theory]
    [InlineData("/etc/kubernetes/pki")]
    [InlineData("/var/lib/etcd")]
    [InlineData("/var/etcd")]
    [InlineData("/pki")]
    [InlineData("/home/someone/pki")]
    [InlineData("/usr/share/oem/pki")]
    [InlineData(@"C:\etc\kubernetes\pki")]
    public void A_folder_of_its_own_may_be_emptied(string path) => new FolderGuard(new MemoryFileSystem()).Check(path, FolderUse.Certificates, "certificatesDir");

    [Theory]
    [InlineData("/etc/ssh", "ssh_host_rsa_key", "ssh_host_rsa_key.pub", "sshd_config")]
    [InlineData("/root/.ssh", "id_rsa.pub", "authorized_keys")]
    [InlineData("/usr/local/bin", "program")]
    [InlineData("/srv/tls", "www.example.com.crt", "www.example.com.key")]
    [InlineData("/srv/pki", "ca.crt", "ca.key", "notes.txt")]
    [InlineData("/srv/pki", "ca.crt", "more/deep/notes.txt")]
    [InlineData("/etc/kubernetes", "pki/ca.crt", "mine.yaml")]
    public void A_folder_that_holds_other_things_is_left_unless_it_is_named(string path, params string[] names)
    {
        var files = new MemoryFileSystem();
        Array.ForEach(names, name => files.Add($"{path}/{name}", ""));

        var error = Assert.Throws<KubeadmException>(() => new FolderGuard(files).Check(path, FolderUse.Certificates, "certificatesDir"));
        Assert.Equal("UnsafeDirectory", error.ErrorId);
        Assert.Contains("it holds", error.Message, StringComparison.Ordinal);

        new FolderGuard(files, [path + "/"]).Check(path, FolderUse.Certificates, "certificatesDir");
    }

    [Theory]
    [InlineData("/srv/pki", "ca.crt", "ca.key", "apiserver.csr", "etcd/ca.crt", "sa.pub")]
    [InlineData("/srv/pki", "sa.key", "users/someone.crt", ".ca.key.0123456789ab.tmp")]
    [InlineData("/usr/share/oem/pki", "ca.crt")]
    [InlineData("/srv/pki", "etcd/ca.crt")]
    [InlineData("/etc/kubernetes/pki", "audit.yaml", "ca.crt")]
    public void A_folder_of_a_clusters_certificates_may_be_emptied_wherever_it_is(string path, params string[] names)
    {
        var files = new MemoryFileSystem();
        Array.ForEach(names, name => files.Add($"{path}/{name}", ""));

        new FolderGuard(files).Check(path, FolderUse.Certificates, "certificatesDir");
    }

    [Theory]
    [InlineData("/data/etcd", null)]
    [InlineData("/root/etcd", null)]
    [InlineData("/etc/ssh", "sshd_config")]
    public void Etcds_data_is_where_the_configuration_says_but_not_among_the_systems_files(string path, string? other)
    {
        var files = new MemoryFileSystem().Add($"{path}/member/snap/db", "");
        if (other is not null)
        {
            files.Add($"{path}/{other}", "");
        }

        Assert.Equal(other is null, new FolderGuard(files).Objection(path, FolderUse.EtcdData) is null);
    }

    [Fact]
    public void A_link_is_judged_by_where_it_leads()
    {
        var files = new MemoryFileSystem().AddDirectory("/etc/kubernetes/pki").AddDirectory("/var/lib");
        files.Links["/etc/kubernetes/pki"] = "/var/lib";

        var error = Assert.Throws<KubeadmException>(() => new FolderGuard(files).Check("/etc/kubernetes/pki", FolderUse.Certificates, "certificatesDir"));

        Assert.Contains("\"/var/lib\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/var/lib/kubelet")]
    [InlineData("/var/lib/kubelet", "pods/1/volumes/a", "plugins/x", "plugins_registry/x", "pki/kubelet.crt", "config.yaml", "instance-config.yaml")]
    [InlineData("/var/lib/kubelet", "kubeadm-flags.env", "cpu_manager_state", "image_manager/pulled/x", ".config.yaml.0123456789ab.tmp")]
    [InlineData("/etc/kubernetes/manifests", "etcd.yaml", "mine.json")]
    [InlineData("/etc/kubernetes/tmp", "kubeadm-backup-etcd-1/etcd/member")]
    public void A_link_is_followed_to_what_Kubernetes_keeps_in_its_folder(string path, params string[] names) =>
        Assert.Null(new FolderGuard(Linked(path, names)).Objection(path, FolderUse.Own));

    [Theory]
    [InlineData("/var/lib/kubelet", "config.yaml", "important.txt")]
    [InlineData("/var/lib/kubelet", ".ssh/keys")]
    [InlineData("/etc/kubernetes/manifests", "etcd.yaml", "notes.txt")]
    [InlineData("/etc/kubernetes/manifests", "etcd.yaml", "more.yaml/etcd.yaml")]
    [InlineData("/etc/kubernetes/tmp", "kubeadm-backup-etcd-1/etcd/member", "mine")]
    [InlineData("/etc/kubernetes/other", "kubeadm-flags.env")]
    public void A_link_is_not_followed_to_other_things_unless_the_folder_is_named(string path, params string[] names)
    {
        var files = Linked(path, names);

        var objection = new FolderGuard(files).Objection(path, FolderUse.Own);

        Assert.Contains("it leads to \"/mnt/disk/it\", which holds", objection, StringComparison.Ordinal);
        Assert.Contains("name it among the folders that may be emptied", objection, StringComparison.Ordinal);
        Assert.Null(new FolderGuard(files, [path]).Objection(path, FolderUse.Own));
        Assert.Null(new FolderGuard(files, ["/mnt/disk/it"]).Objection(path, FolderUse.Own));
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Pod\n", true)]
    [InlineData("{\"apiVersion\": \"v1\", \"kind\": \"Pod\"}", true)]
    [InlineData("kind: 'Pod' # static\r\n", true)]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\n", false)]
    [InlineData("kind: PodDisruptionBudget\n", false)]
    [InlineData("", false)]
    public void A_link_is_followed_to_manifests_of_Pods_only(string content, bool isFollowed)
    {
        var files = Linked("/etc/kubernetes/manifests").Add("/mnt/disk/it/one.yaml", content);

        Assert.Equal(isFollowed, new FolderGuard(files).Objection("/etc/kubernetes/manifests", FolderUse.Own) is null);
    }

    [Theory]
    [InlineData("/etc/kubernetes/elsewhere")]
    [InlineData("/var/lib/etcd/elsewhere")]
    public void A_link_to_another_folder_of_Kubernetes_is_followed_whatever_is_in_it(string target)
    {
        var files = new MemoryFileSystem().Add(target + "/notes.txt", "").Add("/etc/kubernetes/manifests", "stands for the link");
        files.Links["/etc/kubernetes/manifests"] = target;

        Assert.Null(new FolderGuard(files).Objection("/etc/kubernetes/manifests", FolderUse.Own));
    }

    private static MemoryFileSystem Linked(string path, params string[] names)
    {
        var files = new MemoryFileSystem().AddDirectory("/mnt/disk/it").Add(path, "stands for the link");
        Array.ForEach(names, name => files.Add($"/mnt/disk/it/{name}", "kind: Pod\n"));
        files.Links[path] = "/mnt/disk/it";
        return files;
    }
}
