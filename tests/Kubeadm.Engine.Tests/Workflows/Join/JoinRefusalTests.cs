using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Workflows.Join;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Tests.Workflows.Join;

/// <summary>Joins that must not be: each says what is wrong, and leaves machine and cluster as they were.</summary>
public sealed class JoinRefusalTests
{
    [Fact]
    public async Task A_name_that_a_ready_node_has_is_refused()
    {
        using var join = await JoinCase.CreateAsync();
        join.SeedNode("cp2", isReady: true);
        await RefusedAsync(join, join.Worker, "NodeNameTaken");
    }

    [Fact]
    public async Task A_node_of_the_name_that_is_not_ready_is_what_a_lost_machine_left()
    {
        using var join = await JoinCase.CreateAsync();
        join.SeedNode("cp2", isReady: false);
        await join.JoinAsync(join.Worker);
    }

    [Fact]
    public async Task A_kubelet_of_another_cluster_is_refused_as_kubeadm_does()
    {
        using var join = await JoinCase.CreateAsync();
        using var other = await JoinCase.CreateAsync();
        join.WriteKubeletIdentity("cp2", other.Store);
        await FailsChecksAsync(join, join.Worker, "FileAvailable--etc-kubernetes-kubelet.conf");
    }

    [Fact]
    public async Task A_kubelet_of_another_name_is_refused_as_kubeadm_does()
    {
        using var join = await JoinCase.CreateAsync();
        join.WriteKubeletIdentity("cp9");
        await FailsChecksAsync(join, join.Worker, "FileAvailable--etc-kubernetes-kubelet.conf");
    }

    [Fact]
    public async Task Checks_that_failed_count_more_than_a_cluster_that_cannot_be_found()
    {
        using var join = await JoinCase.CreateAsync();
        join.WriteKubeletIdentity("cp2");
        await FailsChecksAsync(join, join.Worker with { DiscoveryTokenCaCertHashes = [$"sha256:{new string('0', 64)}"] }, "FileAvailable--etc-kubernetes-kubelet.conf");
    }

    [Fact]
    public async Task A_check_that_nothing_excuses_ends_the_join_before_the_cluster_is_waited_for()
    {
        using var join = await JoinCase.CreateAsync();
        join.Node.FakeSystem.IsPrivileged = false;
        join.OnRequest = _ => throw new HttpRequestException("no network");
        await FailsChecksAsync(join, join.Worker, "IsPrivilegedUser");
    }

    [Fact]
    public async Task A_wrong_hash_is_refused()
    {
        using var join = await JoinCase.CreateAsync();
        await RefusedAsync(join, join.Worker with { DiscoveryTokenCaCertHashes = [$"sha256:{new string('0', 64)}"] }, "ClusterAuthorityNotPinned");
    }

    [Fact]
    public async Task A_cluster_without_a_stable_endpoint_takes_no_control_plane()
    {
        using var join = await JoinCase.CreateAsync(configuration => configuration.Cluster.ControlPlaneEndpoint = "");
        await RefusedAsync(join, join.ControlPlane, "ControlPlaneEndpointMissing");
    }

    [Fact]
    public async Task Shared_certificates_must_be_there_when_there_is_no_key_to_download_them()
    {
        using var join = await JoinCase.CreateAsync();
        await RefusedAsync(join, join.ControlPlane with { CertificateKey = null }, "SharedCertificatesMissing");
    }

    [Fact]
    public async Task Shared_certificates_that_were_copied_by_hand_need_no_key()
    {
        using var join = await JoinCase.CreateAsync();
        foreach (var name in new[] { "ca.crt", "ca.key", "front-proxy-ca.crt", "front-proxy-ca.key", "etcd/ca.crt", "etcd/ca.key", "sa.key", "sa.pub" })
        {
            join.Node.Memory.Add($"/etc/kubernetes/pki/{name}", System.Text.Encoding.ASCII.GetString(join.SharedFile(name)));
        }

        var node = await join.JoinAsync(join.ControlPlane with { CertificateKey = null });
        Assert.Equal(PhaseStatus.Skipped, node.Phases.Single(p => p.Phase == "control-plane-prepare/download-certs").Status);
    }

    [Fact]
    public async Task Another_certificate_key_is_refused_and_nothing_is_written()
    {
        using var join = await JoinCase.CreateAsync();
        await RefusedAsync(join, join.ControlPlane with { CertificateKey = CertificateKey.Create() }, "CertificateDecryptionFailed");
    }

    [Fact]
    public async Task Uploaded_certificates_that_have_expired_are_missed_by_their_name()
    {
        using var join = await JoinCase.CreateAsync();
        await k8s.CoreV1OperationsExtensions.DeleteNamespacedSecretAsync(join.Server.CreateClient().CoreV1, "kubeadm-certs", "kube-system");
        var error = await RefusedAsync(join, join.ControlPlane, "UploadedCertificatesNotFound");
        Assert.Equal(KubeadmErrorKind.NotFound, error.Kind);
        Assert.Contains("two hours", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_without_the_kubelets_configuration_is_refused()
    {
        using var join = await JoinCase.CreateAsync();
        await k8s.CoreV1OperationsExtensions.DeleteNamespacedConfigMapAsync(join.Server.CreateClient().CoreV1, "kubelet-config", "kube-system");
        await RefusedAsync(join, join.Worker, "KubeletConfigurationMissing");
    }

    [Fact]
    public async Task An_etcd_without_a_majority_is_not_given_a_member_more()
    {
        using var join = await JoinCase.CreateAsync();
        join.Etcd.Troubles["https://10.77.0.11:2379"] = "NOSPACE";
        var yaml = join.ControlPlaneYaml("timeouts: { etcdAPICall: 1s }");
        var error = await Assert.ThrowsAsync<WorkflowException>(() => join.JoinAsync(JoinCase.Request(new()) with { Configuration = yaml }));
        Assert.Equal(("check-etcd", "EtcdUnhealthy"), (error.Phase, error.ErrorId));
        Assert.False(join.Node.Memory.DirectoryExists("/var/lib/kubelet"));
    }

    [Fact]
    public async Task An_image_that_cannot_be_had_fails_the_checks_by_its_name()
    {
        using var join = await JoinCase.CreateAsync();
        join.Runtime.Missing = "kube-scheduler";
        await FailsChecksAsync(join, join.ControlPlane, "ImagePull");
    }

    [Fact]
    public async Task A_kubelet_that_gets_no_certificate_is_given_up_in_time_and_its_token_taken_away()
    {
        using var join = await JoinCase.CreateAsync();
        join.SignsCertificates = false;
        var yaml = join.WorkerYaml("timeouts: { tlsBootstrap: 200ms }");
        var error = await Assert.ThrowsAsync<WorkflowException>(() => join.JoinAsync(JoinCase.Request(new()) with { Configuration = yaml }));
        Assert.Equal(("TlsBootstrapTimeout", KubeadmErrorKind.Timeout), (error.ErrorId, error.Kind));
        Assert.False(join.Node.Memory.FileExists(JoinCase.BootstrapConf));
        Assert.Contains(error.Results[^1].Changes, change => change is { Action: ChangeAction.Delete, Target: JoinCase.BootstrapConf });
    }

    [Fact]
    public async Task A_Windows_machine_becomes_no_control_plane()
    {
        using var join = await JoinCase.CreateAsync();
        join.Node.FakeSystem.IsWindows = true;
        join.Node.FakeProcesses.Install("xcopy");
        await RefusedAsync(join, join.ControlPlane with { CriSocket = "npipe:////./pipe/containerd-containerd" }, "ControlPlaneOnWindows");
    }

    [Fact]
    public async Task A_late_phase_by_itself_needs_the_administrators_kubeconfig_or_to_be_told_where_the_cluster_is()
    {
        using var join = await JoinCase.CreateAsync();
        var request = JoinCase.Request(new JoinFlags { ControlPlane = true }) with { Phases = ["control-plane-join"] };
        var error = await Assert.ThrowsAsync<KubeadmException>(() => new JoinWorkflow(join.Ports(), join.Observer).RunPhasesAsync(request, default));
        Assert.Equal("KubeconfigNotFound", error.ErrorId);
        await join.JoinAsync(join.ControlPlane);
        var results = await new JoinWorkflow(join.Ports(), join.Observer).RunPhasesAsync(request, default);
        Assert.Equal(["control-plane-join", "control-plane-join/mark-control-plane"], results.Select(r => r.Phase));
    }

    private static async Task<WorkflowException> RefusedAsync(JoinCase join, JoinFlags flags, string errorId)
    {
        var files = join.Node.Memory.AllFiles;
        var writes = join.Server.Writes.Count;
        var error = await Assert.ThrowsAsync<WorkflowException>(() => join.JoinAsync(flags));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Equal(files, join.Node.Memory.AllFiles);
        Assert.Equal(writes, join.Server.Writes.Count);
        Assert.Empty(join.Node.FakeServices!.Calls);
        Assert.DoesNotContain(join.Etcd.Requests, request => request.StartsWith("add", StringComparison.Ordinal));
        return error;
    }

    private static async Task FailsChecksAsync(JoinCase join, JoinFlags flags, string check)
    {
        var error = await RefusedAsync(join, flags, "PreflightFailed");
        Assert.Contains(Assert.IsType<PreflightException>(error.InnerException).Checks, c => c.Name == check && c.Outcome == PreflightOutcome.Failed);
    }
}
