using System.Text;
using Kubeadm.Engine.Addons.Corefiles;
using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Linux;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.SystemVerification;
using Kubeadm.Engine.Serialization.Values;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Fuzzing;

/// <summary>Every parser of something from outside. Those of documents are in <see cref="DocumentTargets"/>, those of certificates in <see cref="PkiTargets"/>.</summary>
internal static class FuzzTargets
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } = [.. DocumentTargets.All, .. Values(), .. SystemTexts(), .. PkiTargets.All];

    private static IEnumerable<FuzzTarget> Values() =>
    [
        FuzzTarget.OfText("duration", text => _ = GoDuration.TryParse(text, out _), "24h0m0s", "1.5h", "-1m30.25s", "100ns", "1us2ms"),
        FuzzTarget.OfText("quantity", text => Quantity.Parse(text), "100m", "1Gi", "1.5e3", "-0.000000001", "12345678901234567890Ki", ".5Ei", "+1E-9", "1e-2147483648"),
        FuzzTarget.OfText("version", text => KubernetesVersion.Parse(text), "v1.36.3", "1.37.0-alpha.1.20+4f3c", "v1.0.0-rc.0"),
        FuzzTarget.OfText("version-label", text => VersionResolver.Offline.ResolveAsync(text, CancellationToken.None).GetAwaiter().GetResult(), "stable-1.36", "ci/latest", "release/v1.36.3"),
        FuzzTarget.OfText("feature-gates", text => FeatureGates.Parse([text]), "PublicKeysECDSA=true,RootlessControlPlane=false"),
        FuzzTarget.OfText("host-port", text => (HostAndPort.FormProblem(text + ":1"), HostAndPort.Join(HostAndPort.Parse(text, "field").Host, 1)).ToString(), "cluster.example.org:6443", "[fd00::1]:6443", "10.0.0.1", "fd00::1"),
        FuzzTarget.OfText("url", text => _ = GoUrl.TryParse(text, out _, out _), "https://u:p@host.example:443/a%20b?q#f", "file.conf", "//host/path"),
        FuzzTarget.OfText("subnets", text => Subnets.Parse(text, "field")[0].AddressAt(10), "10.96.0.0/12", "10.96.0.0/12,fd00::/108", "::ffff:10.0.0.0/96"),
        FuzzTarget.OfText("token", text => BootstrapTokenText.Parse(text), "abcdef.0123456789abcdef"),
        FuzzTarget.OfText("ca-hash", text => PublicKeyPin.Parse(text), "sha256:" + new string('a', 64)),
        FuzzTarget.OfText("etcd-metrics-url", text => EtcdMetricsUrl.Parse(text, "127.0.0.1"), "http://127.0.0.1:2381", "https://[::1]:2381,http://a:1"),
        FuzzTarget.OfText("api-path", text => ApiPath.Parse(text), "/api/v1/namespaces/kube-system/configmaps/kubeadm-config", "/apis/apps/v1/namespaces/a/deployments/b/status"),
        FuzzTarget.OfText("ignored-checks", text => IgnoredChecks.Parse(text.Split(','), []), "all", "Swap,NumCPU"),
    ];

    private static IEnumerable<FuzzTarget> SystemTexts() =>
    [
        FuzzTarget.OfBytes("kernel-config", input => Try(() => KernelConfiguration.Parse(input, "/boot/config")), "CONFIG_NAMESPACES=y\nCONFIG_OVERLAY_FS=m\n# CONFIG_X is not set\n"),
        new("kernel-config-gz", [Compressed("CONFIG_NAMESPACES=y\n"), Compressed(new string('\n', 1_000_000))], input => Try(() => KernelConfiguration.Parse(input, "/proc/config.gz"))),
        FuzzTarget.OfBytes("mount-table", table => MountTable.Below(table, "/var/lib/kubelet"), "36 35 98:0 /mnt1 /var/lib/kubelet/a\\040b rw,noatime master:1 - ext3 /dev/root rw\n"),
        FuzzTarget.OfBytes("cgroup-mounts", input => CgroupMount.Find(Files("/proc/mounts", input)), "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n", "tmpfs /sys/fs/cgroup tmpfs rw 0 0\ncgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0\n"),
        FuzzTarget.OfText("routes", text => DefaultRoute.Parse(text, text), "Iface\tDestination\tGateway\neth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\n"),
        FuzzTarget.OfBytes("cri-log", input => CriLog.LastLines(input, 5), "2030-01-01T00:00:00Z stdout F hello\n2030-01-01T00:00:00Z stderr P wor\n2030-01-01T00:00:00Z stderr F ld\n"),
        FuzzTarget.OfText("kubelet-flags", text => KubeletFlags.Parse(text), "KUBELET_KUBEADM_ARGS=\"--container-runtime-endpoint=unix:///run/a.sock --node-ip=10.0.0.1 --x='a b'\"\n"),
        FuzzTarget.OfText("corefile", text => ReadCorefile(text), ".:53 {\n    errors\n    kubernetes cluster.local in-addr.arpa ip6.arpa {\n       pods insecure\n    }\n    forward . /etc/resolv.conf {\n       max_concurrent 1000\n    }\n}\n"),
        FuzzTarget.OfText("passwd", text => SystemAccount.ParseUsers(text, "/etc/passwd"), "root:x:0:0:root:/root:/bin/bash\nkubeadm-etcd:x:150:150::/nonexistent:/usr/sbin/nologin\n"),
        FuzzTarget.OfText("group", text => SystemAccount.ParseGroups(text, "/etc/group"), "root:x:0:\nadm:x:4:syslog,ubuntu\n"),
        FuzzTarget.OfText("login-defs", text => SystemAccountLimits.Parse(text), "SYS_UID_MIN 100\nSYS_UID_MAX\t999\n# UID_MIN 1000\n"),
    ];

    /// <summary>Files of which one is there.</summary>
    internal static MemoryFileSystem Files(string path, byte[] content)
    {
        var files = new MemoryFileSystem();
        var folder = path[..path.LastIndexOf('/')];
        files.AddDirectory(folder);
        files.WriteAllBytes(path, content, NodeFileModes.PublicFile);
        return files;
    }

    /// <summary>Migrates a Corefile; what is written must be read as what was meant.</summary>
    private static void ReadCorefile(string text)
    {
        FormerCorefiles.Contain(text);
        CorefileMigration.FindUnknown("1.1.3", "1.14.2", text);
        var migrated = CorefileMigration.Migrate("1.1.3", "1.14.2", text);
        Assert.Equal(migrated, CorefileWriter.Write(Corefile.Parse(migrated)));
    }

    // Its caller expects this of .NET's own when it decompresses.
    private static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (InvalidDataException)
        {
        }
    }

    private static byte[] Compressed(string text)
    {
        using var content = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(content, System.IO.Compression.CompressionMode.Compress))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return content.ToArray();
    }
}
