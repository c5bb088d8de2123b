using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Recording;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Preflight;

public sealed class WorkflowChecksTests
{
    private readonly FakeNode _node = PreflightNode.Good();
    private readonly InitConfiguration _configuration = PreflightNode.Configuration();
    private static RecordingContainerRuntime Runtime => new("unix:///run/test.sock");

    [Fact]
    public void Init_has_kubeadms_checks_in_its_order() => Assert.Equal(
        [
            "IsPrivilegedUser", "NumCPU", "Mem", "KubernetesVersion", "Firewalld", "Port-6443", "Port-10259", "Port-10257",
            "FileAvailable--etc-kubernetes-manifests-kube-apiserver.yaml", "FileAvailable--etc-kubernetes-manifests-kube-controller-manager.yaml",
            "FileAvailable--etc-kubernetes-manifests-kube-scheduler.yaml", "FileAvailable--etc-kubernetes-manifests-etcd.yaml",
            "HTTPProxy", "HTTPProxyCIDR", "CRI", "ContainerRuntimeVersion", "Swap", "FileExisting-losetup", "FileExisting-mount",
            "FileExisting-cp", "SystemVerification", "Hostname", "KubeletVersion", "Service-kubelet", "Port-10250",
            "FileContent--proc-sys-net-ipv4-ip_forward", "Port-2379", "Port-2380", "DirAvailable--var-lib-etcd",
        ],
        new WorkflowChecks(_node, Runtime).ForInit(_configuration).Select(check => check.Name));

    [Fact]
    public void Dual_stack_external_etcd_and_an_old_version_change_the_list()
    {
        _configuration.Cluster.KubernetesVersion = "v1.31.9";
        _configuration.Cluster.Networking.PodSubnet = "10.244.0.0/16,fd00::/48";
        _configuration.Cluster.Etcd = new EtcdConfiguration { External = new ExternalEtcd { Endpoints = ["https://e:2379"], CaFile = "/ca", CertFile = "/crt", KeyFile = "/key" } };

        var names = new WorkflowChecks(_node, Runtime).ForInit(_configuration).Select(check => check.Name).ToList();

        Assert.Contains("FileContent--proc-sys-net-ipv6-conf-default-forwarding", names);
        Assert.Contains("FileExisting-conntrack", names);
        Assert.Equal(3, names.Count(name => name == "HTTPProxyCIDR"));
        Assert.Equal(3, names.Count(name => name == "ExternalEtcdClientCertificates"));
        Assert.Contains("ExternalEtcdVersion", names);
        Assert.DoesNotContain("Port-2379", names);
    }

    [Fact]
    public void Join_looks_at_its_own_files_and_the_server_it_goes_to()
    {
        var join = new JoinConfiguration
        {
            CaCertPath = "/etc/kubernetes/pki/ca.crt",
            Discovery = new() { BootstrapToken = new BootstrapTokenDiscovery { ApiServerEndpoint = "[2001:db8::1]:6443" } },
        };

        var names = new WorkflowChecks(_node, Runtime).ForJoin(join).Select(check => check.Name).ToList();

        Assert.Equal(["IsPrivilegedUser", "FileAvailable--etc-kubernetes-kubelet.conf", "FileAvailable--etc-kubernetes-bootstrap-kubelet.conf"], names[..3]);
        Assert.Equal(["FileAvailable--etc-kubernetes-pki-ca.crt", "HTTPProxy", "FileContent--proc-sys-net-ipv6-conf-default-forwarding"], names[^3..]);
        Assert.DoesNotContain("NumCPU", names);
    }

    [Theory]
    [InlineData("192.0.2.2:6443", true, "ipv4-ip_forward")]
    [InlineData("lb.example.com:6443", true, null)]
    [InlineData("192.0.514:6443", true, null)]
    [InlineData("fd00::5:6443", false, null)]
    [InlineData("192.0.2.2", false, null)]
    public void Join_looks_at_a_server_only_where_it_is_a_host_with_a_port(string endpoint, bool isServer, string? forwarding)
    {
        var join = new JoinConfiguration { Discovery = new() { BootstrapToken = new BootstrapTokenDiscovery { ApiServerEndpoint = endpoint } } };

        var names = new WorkflowChecks(_node, Runtime).ForJoin(join).Select(check => check.Name).ToList();

        Assert.Equal(isServer, names.Contains("HTTPProxy"));
        Assert.Equal(
            forwarding is null ? [] : [$"FileContent--proc-sys-net-{forwarding}"],
            names.Where(name => name.StartsWith("FileContent--proc-sys-net", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("10.96.5.6/12", true)]
    [InlineData("10.96/12", false)]
    [InlineData("10.96.0.0/99", false)]
    public void Forwarding_is_looked_at_for_what_Go_takes_for_a_range(string services, bool isRange)
    {
        _configuration.Cluster.Networking.ServiceSubnet = services;
        _configuration.LocalApiEndpoint.AdvertiseAddress = "fd00::1";

        var names = new WorkflowChecks(_node, Runtime).ForInit(_configuration).Select(check => check.Name);

        Assert.Equal(isRange, names.Contains("FileContent--proc-sys-net-ipv4-ip_forward"));
    }

    [Fact]
    public async Task A_good_node_passes_all()
    {
        var verdicts = await RunAsync();

        Assert.Empty(verdicts.Where(v => v.Outcome != PreflightOutcome.Passed).Select(v => v.Name));
        Assert.Single(_node.FakeProcesses.Calls, call => call.StartsWith("kubelet", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, PreflightOutcome.Warning)]
    [InlineData(true, PreflightOutcome.Passed)]
    public async Task A_runtime_that_does_not_tell_its_cgroup_driver_is_warned_of_where_there_are_cgroups(bool isWindows, string expected)
    {
        _node.FakeSystem.IsWindows = isWindows;

        var verdict = Assert.Single(await PreflightRunner.RunAsync([new RuntimeVersionCheck(new SilentRuntime(), _node.System)], IgnoredChecks.None, default));

        Assert.Equal(expected, verdict.Outcome);
    }

    public static TheoryData<string, string, Action<FakeNode, InitConfiguration>> Spoilt => new()
    {
        { "NumCPU", PreflightOutcome.Failed, (node, _) => node.FakeSystem.ProcessorCount = 1 },
        { "Mem", PreflightOutcome.Failed, (node, _) => node.FakeSystem.TotalMemory = 1699L << 20 },
        { "Swap", PreflightOutcome.Warning, (node, _) => node.FakeSystem.IsSwapOn = true },
        { "Port-10250", PreflightOutcome.Failed, (node, _) => node.FakeNetwork.BusyPorts.Add(10250) },
        { "Port-7443", PreflightOutcome.Failed, (node, c) => node.FakeNetwork.BusyPorts.Add(c.LocalApiEndpoint.BindPort = 7443) },
        { "FileAvailable--etc-kubernetes-manifests-etcd.yaml", PreflightOutcome.Failed, (node, _) => node.Memory.Add("/etc/kubernetes/manifests/etcd.yaml", "") },
        { "DirAvailable--var-lib-etcd", PreflightOutcome.Failed, (node, _) => node.Memory.Add("/var/lib/etcd/member", "") },
        { "FileExisting-losetup", PreflightOutcome.Failed, (node, _) => node.FakeProcesses.Programs.Remove("losetup") },
        { "FileContent--proc-sys-net-ipv4-ip_forward", PreflightOutcome.Failed, (node, _) => node.Memory.Add("/proc/sys/net/ipv4/ip_forward", "0\n") },
        { "Service-kubelet", PreflightOutcome.Warning, (node, _) => node.FakeServices!.Known.Remove("kubelet") },
        { "Service-kubelet", PreflightOutcome.Warning, (node, _) => node.FakeServices!.Enabled.Remove("kubelet") },
        { "Service-kubelet", PreflightOutcome.Warning, (node, _) => node.FakeServices = null },
        { "Firewalld", PreflightOutcome.Warning, (node, _) => { node.FakeServices!.Known.Add("firewalld"); node.FakeServices.Active.Add("firewalld"); } },
        { "Hostname", PreflightOutcome.Warning, (_, c) => c.NodeRegistration.Name = "elsewhere" },
        { "Hostname", PreflightOutcome.Warning, (node, c) => node.FakeNetwork.HostName = c.NodeRegistration.Name = "-bad-" },
        { "KubernetesVersion", PreflightOutcome.Warning, (_, c) => c.Cluster.KubernetesVersion = "v1.37.0-alpha.0" },
        { "KubeletVersion", PreflightOutcome.Failed, (node, _) => PreflightNode.SetKubelet(node, "1.37.0") },
        { "KubeletVersion", PreflightOutcome.Failed, (node, _) => PreflightNode.SetKubelet(node, "1.32.9") },
        { "KubeletVersion", PreflightOutcome.Passed, (node, _) => PreflightNode.SetKubelet(node, "1.33.0") },
        { "KubeletVersion", PreflightOutcome.Failed, (node, _) => node.FakeProcesses.Programs.Remove("kubelet") },
        { "SystemVerification", PreflightOutcome.Failed, (node, _) => node.FakeProcesses.Programs.Remove("kubelet") },
        { "SystemVerification", PreflightOutcome.Warning, (node, _) => { node.FakeSystem.KernelRelease = "4.19.0"; node.Memory.Add("/boot/config-4.19.0", PreflightNode.KernelConfiguration); } },
        { "SystemVerification", PreflightOutcome.Warning, (node, _) => { node.FakeSystem.KernelRelease = "5.11.1"; node.Memory.Add("/boot/config-5.11.1", PreflightNode.KernelConfiguration); } },
        { "SystemVerification", PreflightOutcome.Failed, (node, _) => node.Memory.DeleteFile("/boot/config-" + node.FakeSystem.KernelRelease) },
        { "SystemVerification", PreflightOutcome.Failed, (node, _) => node.Memory.Add("/boot/config-" + node.FakeSystem.KernelRelease, PreflightNode.KernelConfiguration.Replace("CONFIG_CGROUP_BPF=y", "", StringComparison.Ordinal)) },
        { "SystemVerification", PreflightOutcome.Failed, (node, _) => node.Memory.Add("/sys/fs/cgroup/cgroup.controllers", "cpu memory pids io hugetlb") },
        { "SystemVerification", PreflightOutcome.Failed, (node, _) => node.Memory.DeleteFile("/sys/fs/cgroup/system.slice/cgroup.freeze") },
        { "SystemVerification", PreflightOutcome.Warning, (node, _) => node.Memory.Add("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu memory pids io") },
        { "SystemVerification", PreflightOutcome.Failed, (node, _) => PreflightNode.UseCgroupsV1(node) },
        { "SystemVerification", PreflightOutcome.Warning, (node, _) => { PreflightNode.UseCgroupsV1(node); PreflightNode.SetKubelet(node, "1.34.8"); } },
        { "HTTPProxy", PreflightOutcome.Warning, (node, _) => node.FakeSystem.Environment["https_proxy"] = "http://user:secret@proxy:3128" },
        { "HTTPProxyCIDR", PreflightOutcome.Warning, (node, _) => { node.FakeSystem.Environment["HTTPS_PROXY"] = "proxy:3128"; node.FakeSystem.Environment["NO_PROXY"] = "192.0.2.0/24"; } },
        { "HTTPProxyCIDR", PreflightOutcome.Passed, (node, _) => { node.FakeSystem.Environment["HTTPS_PROXY"] = "proxy:3128"; node.FakeSystem.Environment["NO_PROXY"] = "10.96.0.0/12"; } },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task A_spoilt_node_gets_kubeadms_verdict(string check, string expected, Action<FakeNode, InitConfiguration> spoil)
    {
        spoil(_node, _configuration);

        var verdict = Assert.Single(await RunAsync(), v => v.Name == check);

        Assert.Equal(expected, verdict.Outcome);
        Assert.Equal(expected == PreflightOutcome.Passed, verdict.Message.Length == 0);
        Assert.Equal(expected == PreflightOutcome.Passed, verdict.Remedy is null);
        Assert.DoesNotContain("secret", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upgrade_looks_at_the_kubelet_that_will_be()
    {
        PreflightNode.SetKubelet(_node, "1.34.8");
        PreflightNode.UseCgroupsV1(_node);

        var verdicts = await PreflightRunner.RunAsync(new WorkflowChecks(_node, Runtime).ForUpgrade(), IgnoredChecks.None, default);

        Assert.Equal(PreflightOutcome.Failed, Assert.Single(verdicts, v => v.Name == "SystemVerification").Outcome);
    }

    [Fact]
    public async Task In_a_dry_run_the_real_node_is_looked_at()
    {
        using var folder = new TemporaryFolder();
        var ports = new EnginePorts
        {
            Node = _node,
            ConnectRuntime = _ => Runtime,
            ConnectCluster = (_, _) => throw new InvalidOperationException("no cluster is asked"),
            ConnectHealth = (_, _) => throw new InvalidOperationException("no API server is asked for its health"),
            ConnectEtcd = _ => throw new InvalidOperationException("no etcd is asked"),
        };
        using var dryRun = DryRun.Create(ports, new DryRunOptions(folder.Path), live: null, new RecordingObserver());
        var checks = new WorkflowChecks(dryRun.Ports.Observed, Runtime).ForInit(_configuration);

        Assert.NotSame(_node, dryRun.Ports.Node);
        var verdicts = await PreflightRunner.RunAsync(checks, IgnoredChecks.None, default);

        Assert.Equal(PreflightOutcome.Passed, Assert.Single(verdicts, v => v.Name == "KubeletVersion").Outcome);
    }

    [Fact]
    public async Task ARuntime_that_does_not_answer_fails_its_check_alone()
    {
        await using var runtime = new CriContainerRuntime("unix:///nowhere/c.sock", new LocalFileSystem());

        var verdicts = await PreflightRunner.RunAsync(new WorkflowChecks(_node, runtime).ForInit(_configuration), IgnoredChecks.None, default);

        Assert.Equal(["CRI", "ContainerRuntimeVersion"], verdicts.Where(v => v.Outcome == PreflightOutcome.Failed).Select(v => v.Name));
    }

    private Task<IReadOnlyList<PreflightCheck>> RunAsync() =>
        PreflightRunner.RunAsync(new WorkflowChecks(_node, Runtime).ForInit(_configuration), IgnoredChecks.None, default);

    private sealed class SilentRuntime : StubRuntime
    {
        public override Task<string?> GetCgroupDriverAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    }
}
