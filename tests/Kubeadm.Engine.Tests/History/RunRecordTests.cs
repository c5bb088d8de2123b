using Kubeadm.Engine.History;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Tests.Operations.Certificates;
using Kubeadm.Engine.Tests.Workflows.Reset;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Kubeadm.Engine.Tests.History;

/// <summary>When a run leaves a record, and what becomes of records.</summary>
public sealed class RunRecordTests
{
    private const string Ecdsa = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\nencryptionAlgorithm: ECDSA-P256\n";

    private readonly FakeTimeProvider _clock = new(new(2026, 11, 30, 17, 27, 38, TimeSpan.Zero));
    private readonly FakeNode _node;
    private readonly RecordingObserver _observer = new();

    public RunRecordTests() => _node = new FakeNode { Clock = _clock };

    [Fact]
    public async Task Single_phases_leave_a_record_of_themselves_also_where_all_was_as_wanted()
    {
        await MakeAsync(new InitRequest { Configuration = Ecdsa, Phases = ["certs/ca"] });
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await MakeAsync(new InitRequest { Configuration = Ecdsa, Phases = ["certs/ca"] });

        var runs = _node.Runs();
        Assert.Equal([(0, 2), (2, 0)], runs.Select(run => (run.ChangeCount, run.UnchangedCount)));
        Assert.All(runs, run => Assert.Equal(("certs/ca", "certs/ca", RunOutcome.Succeeded, "v1.36.3"), (run.RequestedPhases.ToString(), run.Phases.ToString().Split(':')[0], run.Outcome, run.KubernetesVersion)));
    }

    [Fact]
    public async Task What_is_made_in_a_folder_elsewhere_is_no_matter_of_this_node()
    {
        await MakeAsync(new InitRequest { Configuration = Ecdsa + "certificatesDir: /work/pki\n", Phases = ["certs"], Journal = true });

        Assert.True(_node.Memory.FileExists("/work/pki/ca.crt"));
        Assert.Empty(_node.FakeRuns.Texts);
        Assert.Contains("/work/pki/ca.crt", _node.FakeJournal.ValuesOf("KUBEADM_TARGET"));
    }

    [Fact]
    public async Task A_run_that_fails_tells_by_which_error()
    {
        _node.FakeSystem.IsPrivileged = false;

        await Assert.ThrowsAsync<WorkflowException>(() => MakeAsync(new InitRequest { Journal = true }));

        var run = _node.Run();
        Assert.Equal((RunOutcome.Failed, "PreflightFailed"), (run.Outcome, run.ErrorId));
        Assert.Contains("IsPrivilegedUser", run.Message, StringComparison.Ordinal);
        Assert.Equal(PhaseStatus.Failed, run.Phases[^1].Status);
        Assert.Equal(JournalLevel.Error, _node.FakeJournal.Entries[^1].Level);
        Assert.Equal(["PreflightFailed"], _node.FakeJournal.ValuesOf("KUBEADM_ERROR_ID"));
    }

    [Fact]
    public async Task A_run_that_is_refused_before_its_first_phase_changed_nothing_and_leaves_none()
    {
        _node.FakeLock.Holder = new LockHolder(1, "reset", DateTimeOffset.UnixEpoch);

        await Assert.ThrowsAsync<KubeadmException>(() => MakeAsync(new InitRequest { Configuration = Ecdsa, Phases = ["certs/ca"] }));

        Assert.Empty(_node.FakeRuns.Texts);
    }

    [Fact]
    public async Task While_it_goes_on_the_record_says_so_and_one_whose_process_is_gone_was_interrupted()
    {
        string? first = null;
        _node.FakeRuns.Saved = text => first ??= text;
        await MakeAsync(new InitRequest { Configuration = Ecdsa, Phases = ["certs/ca"] });
        _node.FakeRuns.Saved = _ => { };
        _node.FakeRuns.Save(_node.Runs.Names()[0], System.Text.Encoding.UTF8.GetBytes(first!));

        Assert.Equal((RunOutcome.Running, null), (_node.Run().Outcome, _node.Run().Duration));
        _node.FakeSystem.Identities[4711] = "boot/2";
        Assert.Equal(RunOutcome.Interrupted, _node.Run().Outcome);
        _node.FakeSystem.Identities.Clear();
        Assert.Equal(RunOutcome.Interrupted, _node.Run().Outcome);
    }

    [Fact]
    public async Task The_newest_hundred_are_kept()
    {
        for (var number = 0; number < 105; number++)
        {
            _node.FakeRuns.Save($"20200101T000{number:000}Z-00000000.json", HistoryCase.RecordOf($"20200101T000{number:000}Z-00000000"));
        }

        await MakeAsync(new InitRequest { Configuration = Ecdsa, Phases = ["certs/ca"] });

        var runs = _node.Runs();
        Assert.Equal(RunRecording.Kept, runs.Count);
        Assert.Equal("certs/ca", runs[0].RequestedPhases.ToString());
        Assert.Equal(("20200101T000104Z-00000000", "20200101T000006Z-00000000"), (runs[1].RunId, runs[^1].RunId));
    }

    [Fact]
    public async Task A_run_keeps_its_own_record_when_the_clock_was_ahead_before()
    {
        for (var number = 0; number < 100; number++)
        {
            _node.FakeRuns.Save($"20990101T000{number:000}Z-00000000.json", HistoryCase.RecordOf($"20990101T000{number:000}Z-00000000"));
        }

        await MakeAsync(new InitRequest { Configuration = Ecdsa, Phases = ["certs/ca"] });

        var runs = _node.Runs();
        Assert.Equal(RunRecording.Kept, runs.Count);
        Assert.Equal("certs/ca", runs[^1].RequestedPhases.ToString());
    }

    [Fact]
    public async Task That_no_record_can_be_written_is_a_warning_of_one_line_and_the_run_is_done()
    {
        _node.FakeRuns.Problem = FileErrors.CannotWrite("/var/lib/kubeadm-ps/history/x.json", new UnauthorizedAccessException());

        await MakeAsync(new InitRequest { Configuration = Ecdsa, Phases = ["certs/ca"] });

        Assert.True(_node.Memory.FileExists("/etc/kubernetes/pki/ca.crt"));
        Assert.Equal("No record of this run is kept: /var/lib/kubeadm-ps/history/x.json cannot be written: access is denied", Assert.Single(_observer.Warnings));
    }

    [Fact]
    public async Task A_reset_leaves_the_records_and_its_own()
    {
        using var node = await ResetNode.ControlPlaneAsync();
        node.Node.Runs = new RunStore(node.Files, node.Node.System, RunStore.StateFolder);
        node.Node.Runs.Save("20200101T000000Z-00000000.json", HistoryCase.RecordOf("20200101T000000Z-00000000"));

        await node.ResetAsync();

        Assert.Equal([WorkflowName.Reset, WorkflowName.Init], node.Node.Runs().Select(run => run.Workflow));
        Assert.Contains(node.Node.Runs()[0].Phases.SelectMany(phase => phase.Changes), change => change is { Target: "/etc/kubernetes/admin.conf", Action: ChangeAction.Delete });
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_of_its_own_that_names_it()
    {
        _node.FakeRuns.Save("20200101T000001Z-00000000.json", HistoryCase.RecordOf("20200101T000001Z-00000000"));
        _node.FakeRuns.Save("20200101T000002Z-00000000.json", "{ \"format\": 2 }"u8.ToArray());
        _node.FakeRuns.Save("20200101T000003Z-00000000.json", "{"u8.ToArray());

        var readings = new RunHistory(_node).Read(_ => true).ToList();

        Assert.Equal(["InvalidRunRecord", "InvalidRunRecord", null], readings.Select(reading => reading.Problem?.ErrorId));
        Assert.Equal("/var/lib/kubeadm-ps/history/20200101T000003Z-00000000.json", readings[0].Problem!.Target);
        Assert.Equal("20200101T000001Z-00000000", readings[2].Run!.RunId);
    }

    [Theory]
    [InlineData("the token abcdef.0123456789abcdef is gone", "the token abcdef.**** is gone")]
    [InlineData("key e6a2eb8581237ab72a4f494f30285ec12a9694d750b9785706a83bfcbbbd2204.", "key ****.")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\nafter", "****\nafter")]
    [InlineData("sha256:e6a2eb8581237ab72a4f494f30285ec12a9694d750b9785706a83bfcbbbd2204", "sha256:e6a2eb8581237ab72a4f494f30285ec12a9694d750b9785706a83bfcbbbd2204")]
    [InlineData("node01.internalcompute1.example.com is not there", "node01.internalcompute1.example.com is not there")]
    public void Messages_are_kept_without_what_looks_like_a_secret(string message, string kept) => Assert.Equal(kept, SecretMask.Apply(message));

    [Theory]
    [InlineData(ChangeKind.ApiObject, "secrets/kube-system/kubeadm-certs", false)]
    [InlineData(ChangeKind.File, "/etc/kubernetes/pki/ca.key", false)]
    [InlineData(ChangeKind.File, "/etc/kubernetes/admin.conf", false)]
    [InlineData(ChangeKind.File, "/var/lib/kubelet/pki/kubelet-client-current.pem", false)]
    [InlineData(ChangeKind.File, "/etc/kubernetes/pki/ca.crt", true)]
    [InlineData(ChangeKind.ApiObject, "configmaps/kube-system/kubeadm-config", true)]
    public void A_digest_of_a_secret_that_a_change_has_all_the_same_is_not_kept(string kind, string target, bool isKept)
    {
        var change = RunDigests.WithoutSecrets(new Change(kind, target, ChangeAction.Create) { OldDigest = "a", NewDigest = "b" });

        Assert.Equal(isKept ? ("a", "b") : (null, null), (change.OldDigest, change.NewDigest));
    }

    private Task<IReadOnlyList<PhaseResult>> MakeAsync(InitRequest request) => new InitWorkflow(CertificateImportCase.Ports(_node) with { ConnectRuntime = endpoint => new RecordingContainerRuntime(endpoint) }, _observer).RunPhasesAsync(request, default);
}
