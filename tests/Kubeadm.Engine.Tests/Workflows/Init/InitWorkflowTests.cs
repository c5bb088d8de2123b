using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Init;

/// <summary>What a run of <c>init</c> says and leaves, beyond the files of the reference cases.</summary>
public sealed class InitWorkflowTests : IDisposable
{
    private readonly string _output = Directory.CreateTempSubdirectory("kubeadm-init-").FullName;
    private readonly RecordingObserver _observer = new();
    private readonly FakeNode _node = new();

    public void Dispose() => Directory.Delete(_output, recursive: true);

    [Fact]
    public void The_phases_are_kubeadms_in_its_order() => Assert.Equal(
        [
            "preflight", "certs", "certs/ca", "certs/apiserver", "certs/apiserver-kubelet-client", "certs/front-proxy-ca", "certs/front-proxy-client",
            "certs/etcd-ca", "certs/etcd-server", "certs/etcd-peer", "certs/etcd-healthcheck-client", "certs/apiserver-etcd-client", "certs/sa",
            "kubeconfig", "kubeconfig/admin", "kubeconfig/super-admin", "kubeconfig/kubelet", "kubeconfig/controller-manager", "kubeconfig/scheduler",
            "etcd", "etcd/local", "control-plane", "control-plane/apiserver", "control-plane/controller-manager", "control-plane/scheduler",
            "kubelet-start", "wait-control-plane", "upload-config", "upload-config/kubeadm", "upload-config/kubelet", "upload-certs",
            "mark-control-plane", "bootstrap-token", "kubelet-finalize", "kubelet-finalize/enable-client-cert-rotation",
            "addon", "addon/coredns", "addon/kube-proxy", "show-join-command",
        ],
        InitWorkflow.Describe().Select(p => p.Name));

    [Fact]
    public async Task A_dry_run_touches_nothing_and_says_how_to_join()
    {
        var before = _node.Memory.List("/etc");
        var cluster = await RunAsync(Request() with { UploadCerts = true });
        Assert.Equal(before, _node.Memory.List("/etc"));
        Assert.Empty(_node.FakeServices!.Calls);
        Assert.True(cluster.DryRun);
        Assert.Equal("https://192.0.2.2:6443", cluster.Endpoint);
        Assert.Matches("^sha256:[0-9a-f]{64}$", cluster.CaCertHash);
        Assert.NotNull(cluster.Join);
        Assert.Matches("^[0-9a-f]{64}$", cluster.Join!.PlainCertificateKey);
        Assert.Equal($"kubeadm join 192.0.2.2:6443 --token {cluster.Join.Line.Token} --discovery-token-ca-cert-hash {cluster.CaCertHash}", cluster.Join.Command);
        Assert.Null(cluster.Join.ControlPlaneCommand);
        Assert.All(cluster.Phases, phase => Assert.NotEqual(PhaseStatus.Failed, phase.Status));
        Assert.DoesNotContain(_observer.Warnings, warning => warning.Contains("ContainerRuntimeVersion", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dry_run_goes_on_where_checks_fail_and_says_so()
    {
        _node.FakeSystem.IsPrivileged = false;
        await RunAsync(Request());
        Assert.Contains(_observer.Warnings, w => w.Contains("IsPrivilegedUser: would fail", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_real_run_stops_where_checks_fail_and_changes_nothing()
    {
        _node.FakeSystem.IsPrivileged = false;
        var error = await Assert.ThrowsAsync<WorkflowException>(() => RunAsync(new InitRequest()));
        Assert.Equal("PreflightFailed", error.ErrorId);
        Assert.Contains(Assert.IsType<PreflightException>(error.InnerException).Checks, c => c.Name == "IsPrivilegedUser");
        Assert.False(_node.Memory.DirectoryExists("/etc/kubernetes"));
    }

    [Fact]
    public async Task Secrets_are_not_in_details_warnings_or_results()
    {
        var cluster = await RunAsync(Request() with { UploadCerts = true, SkipTokenPrint = true, SkipCertificateKeyPrint = true });
        var said = string.Join('\n', [.. _observer.Lines, .. _observer.Details, .. _observer.Warnings, .. cluster.Phases.SelectMany(p => p.Changes).Select(c => c.ToString())]);
        Assert.DoesNotContain(cluster.Join!.Line.Token, said, StringComparison.Ordinal);
        Assert.DoesNotContain(cluster.Join.PlainCertificateKey!, said, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skipped_addons_are_disabled_in_the_uploaded_configuration()
    {
        await RunAsync(Request() with { SkipPhases = ["addon/kube-proxy"] });
        var file = Directory.EnumerateFiles(Path.Combine(_output, "cluster"), "*-create-configmaps-kube-system-kubeadm-config.yaml").Single();
        var map = KubeYaml.ReadDocuments(File.ReadAllText(file))[0].Root!;
        Assert.Contains("proxy:\n  disabled: true\n", (string)map["data"]!["ClusterConfiguration"]!, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_output, "cluster"), "*daemonsets*"));
    }

    [Fact]
    public async Task Single_phases_run_alone_with_their_children()
    {
        var results = await new InitWorkflow(Ports(), _observer).RunPhasesAsync(Request() with { Phases = ["control-plane"] }, CancellationToken.None);
        Assert.Equal(["control-plane", "control-plane/apiserver", "control-plane/controller-manager", "control-plane/scheduler"], results.Select(r => r.Phase));
        Assert.Equal(
            ["kube-apiserver.yaml", "kube-controller-manager.yaml", "kube-scheduler.yaml"],
            Directory.EnumerateFiles(Path.Combine(_output, "root", "etc", "kubernetes", "manifests")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_patch_that_gives_a_static_Pod_another_name_is_warned_of()
    {
        _node.Memory.AddDirectory("/patches").Add("/patches/kube-scheduler+merge.yaml", "metadata: {name: planner}\n");

        var results = await new InitWorkflow(Ports(), _observer).RunPhasesAsync(Request() with { PatchesDirectory = "/patches", Phases = ["control-plane"] }, CancellationToken.None);

        Assert.Equal(
            ["the patches call the Pod of kube-scheduler \"planner\": an upgrade and whoever looks for the component's Pod go by \"kube-scheduler\""],
            results.SelectMany(result => result.Warnings));
    }

    [Fact]
    public async Task A_plan_names_what_would_run_and_runs_nothing()
    {
        const string file = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\nskipPhases: [addon, preflight]\nnodeRegistration: {name: cp7}\n";
        var plan = await new InitWorkflow(Ports(), _observer).PlanAsync(new InitRequest { Configuration = file }, CancellationToken.None);
        Assert.Equal("cp7", plan.NodeName);
        Assert.Equal(
            InitWorkflow.Describe().Where(p => !p.HasChildren).Select(p => p.Name).Except(["preflight", "addon/coredns", "addon/kube-proxy", "upload-certs"]),
            plan.Phases.Select(p => p.Name));
        Assert.Empty(_node.FakeServices!.Calls);
        Assert.False(_node.Memory.DirectoryExists("/etc/kubernetes"));
    }

    [Fact]
    public async Task A_plan_of_what_would_be_refused_is_refused()
    {
        var error = await Assert.ThrowsAnyAsync<KubeadmException>(() =>
            new InitWorkflow(Ports(), _observer).PlanAsync(new InitRequest { Configuration = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nnetworking: {podSubnet: x}\n" }, CancellationToken.None));
        Assert.Equal("InvalidConfiguration", error.ErrorId);
    }

    [Theory]
    [InlineData(false, PhaseStatus.Skipped)]
    [InlineData(true, PhaseStatus.Succeeded)]
    public async Task Certificates_are_uploaded_only_when_that_is_asked_for_and_a_line_says_when_not(bool upload, string expected)
    {
        var cluster = await RunAsync(Request() with { UploadCerts = upload });
        Assert.Equal(expected, cluster.Phases.Single(p => p.Phase == "upload-certs").Status);
        Assert.Equal(!upload, _observer.Lines.Contains("[upload-certs] Skipping phase. Please see --upload-certs"));
    }

    [Fact]
    public async Task An_unknown_phase_is_refused_before_anything_is_read()
    {
        var error = await Assert.ThrowsAsync<KubeadmException>(() => RunAsync(Request() with { SkipPhases = ["addon/nothing"], Configuration = "not: [valid" }));
        Assert.Equal("InvalidPhase", error.ErrorId);
    }

    [Fact]
    public async Task A_dry_run_folder_with_other_files_is_refused_and_kept()
    {
        File.WriteAllText(Path.Combine(_output, "mine.txt"), "keep");
        var error = await Assert.ThrowsAsync<KubeadmException>(() => RunAsync(Request()));
        Assert.Equal("DryRunPathNotEmpty", error.ErrorId);
        Assert.Equal("keep", File.ReadAllText(Path.Combine(_output, "mine.txt")));
    }

    [Fact]
    public async Task A_cancelled_run_stops_and_leaves_no_temporary_file()
    {
        using var cancel = new CancellationTokenSource();
        var observer = new CancellingObserver(cancel, "[certs] Generating \"front-proxy-ca\" certificate and key");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new InitWorkflow(Ports(), observer).RunAsync(Request(), cancel.Token));
        var files = Directory.EnumerateFiles(_output, "*", SearchOption.AllDirectories).Select(Path.GetFileName).ToList();
        Assert.Contains("ca.crt", files);
        Assert.All(files, file => Assert.Matches(@"^[a-z-]+\.(crt|key)$", file));
    }

    private InitRequest Request() => new() { DryRun = true, DryRunPath = _output };

    private Task<KubeCluster> RunAsync(InitRequest request) => new InitWorkflow(Ports(), _observer).RunAsync(request, CancellationToken.None);

    private EnginePorts Ports() => new()
    {
        Node = _node,
        ConnectRuntime = endpoint => new RecordingContainerRuntime(endpoint),
        ConnectCluster = (_, _) => throw new InvalidOperationException("a dry run connects to no cluster"),
        ConnectHealth = (_, _) => throw new InvalidOperationException("no API server is asked for its health"),
        ConnectEtcd = _ => throw new InvalidOperationException("init asks no etcd"),
        VersionResolver = VersionResolver.Offline,
    };

    private sealed class CancellingObserver(CancellationTokenSource source, string line) : IWorkflowObserver
    {
        public void Info(string said)
        {
            if (said == line)
            {
                source.Cancel();
            }
        }

        public void Verbose(string message)
        {
        }

        public void Warning(string message)
        {
        }

        public void Progress(ProgressReport report)
        {
        }

        public void PhaseCompleted(PhaseResult result)
        {
        }
    }
}
