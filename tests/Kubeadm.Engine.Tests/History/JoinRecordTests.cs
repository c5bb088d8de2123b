using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Tests.Workflows.Join;
using Kubeadm.Engine.Workflows.Join;

namespace Kubeadm.Engine.Tests.History;

/// <summary>What a join of a control plane, which has secrets of every kind, leaves in the node's records and its log.</summary>
public sealed class JoinRecordTests
{
    [Fact]
    public async Task A_run_tells_who_did_what_and_each_change_with_its_digest()
    {
        using var join = await JoinCase.CreateAsync();
        join.Node.FakeSystem.Environment["SUDO_USER"] = "ann";

        await join.JoinAsync(join.ControlPlane);

        var run = join.Node.Run();
        Assert.Equal(
            (WorkflowName.Join, "cp2", "ann", RunOutcome.Succeeded, "v1.36.3", 4711),
            (run.Workflow, run.NodeName, run.User, run.Outcome, run.KubernetesVersion, run.ProcessId));
        Assert.Equal(JoinWorkflow.Describe().Select(phase => phase.Name), run.Phases.Select(phase => phase.Phase).Where(phase => phase != "check-etcd"));
        Assert.Equal(DateTimeKind.Utc, run.Begun.Kind);
        Assert.StartsWith(run.Begun.ToString("yyyyMMddTHHmmssfffZ-", CultureInfo.InvariantCulture), run.RunId, StringComparison.Ordinal);
        Assert.True(run.ChangeCount > 20, $"only {run.ChangeCount} changes");
        var changes = run.Phases.SelectMany(phase => phase.Changes).ToLookup(change => change.Target);
        const string manifest = "/etc/kubernetes/manifests/kube-apiserver.yaml";
        var written = Assert.Single(changes[manifest]);
        Assert.Equal((ChangeAction.Create, Digest(join.Node.Memory.ReadAllBytes(manifest))), (written.Action, written.NewDigest));
        Assert.Equal(Digest(join.Node.Memory.ReadAllBytes("/etc/kubernetes/pki/apiserver.crt")), Assert.Single(changes["/etc/kubernetes/pki/apiserver.crt"]).NewDigest);
        Assert.All(changes.Where(change => change.Key.EndsWith(".key", StringComparison.Ordinal)).SelectMany(change => change), change => Assert.Null(change.NewDigest));
    }

    [Fact]
    public async Task No_secret_of_a_run_is_in_its_record_or_in_the_log_nor_is_a_digest_of_one()
    {
        using var join = await JoinCase.CreateAsync();

        await join.JoinAsync(JoinCase.Request(join.ControlPlane) with { Journal = true });

        var record = Assert.Single(join.Node.FakeRuns.Texts);
        var log = string.Join('\n', join.Node.FakeJournal.Entries.SelectMany(entry => entry.Fields.Select(field => field.Value).Append(entry.Message)));
        var secrets = SecretsOf(join).ToList();
        Assert.True(secrets.Count > 30, $"only {secrets.Count} secrets were found");
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, record, StringComparison.Ordinal));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_log_has_each_change_as_it_happens_between_the_begin_and_the_end()
    {
        using var join = await JoinCase.CreateAsync();

        await join.JoinAsync(JoinCase.Request(join.Worker) with { Journal = true });

        var (run, journal) = (join.Node.Run(), join.Node.FakeJournal);
        var changes = run.Phases.SelectMany(phase => phase.Changes.Where(change => change.Action != ChangeAction.Unchanged).Select(change => (phase.Phase, Change: change))).ToList();
        Assert.Equal(changes.Select(each => each.Change.Target), journal.ValuesOf("KUBEADM_TARGET"));
        Assert.Equal(changes.Select(each => each.Phase), journal.ValuesOf("KUBEADM_PHASE"));
        Assert.Equal(changes.Select(each => each.Change.NewDigest).OfType<string>(), journal.ValuesOf("KUBEADM_DIGEST"));
        Assert.Equal([RunOutcome.Running, RunOutcome.Succeeded], journal.ValuesOf("KUBEADM_OUTCOME"));
        Assert.Equal([run.RunId], journal.ValuesOf("KUBEADM_RUN_ID").Distinct());
        Assert.Equal("Join of cp2 begins", journal.Entries[0].Message);
        Assert.Equal(changes.Count + 2, journal.Entries.Count);
    }

    [Fact]
    public async Task Where_there_is_no_log_nothing_is_changed()
    {
        using var join = await JoinCase.CreateAsync();
        join.Node.FakeJournal.Missing = new KubeadmException("JournalNotFound", "none");
        var before = join.Node.Memory.AllFiles;

        var error = await Assert.ThrowsAsync<KubeadmException>(() => join.JoinAsync(JoinCase.Request(join.Worker) with { Journal = true }));

        Assert.Equal("JournalNotFound", error.ErrorId);
        Assert.Equal(before, join.Node.Memory.AllFiles);
        Assert.Empty(join.Node.FakeServices!.Calls);
        Assert.Empty(join.Node.FakeRuns.Texts);
        Assert.Contains("release join", join.Node.FakeLock.Notes);
    }

    [Fact]
    public async Task A_log_that_takes_no_more_is_a_warning_and_the_run_goes_on()
    {
        using var join = await JoinCase.CreateAsync();
        join.Node.FakeJournal.Problem = JournalErrors.Failed("journald", new IOException("it hangs"));

        await join.JoinAsync(JoinCase.Request(join.Worker) with { Journal = true });

        Assert.Single(join.Observer.Warnings, warning => warning.Contains("journald did not take an entry: it hangs", StringComparison.Ordinal));
        Assert.Equal(RunOutcome.Succeeded, join.Node.Run().Outcome);
    }

    [Fact]
    public async Task A_dry_run_leaves_no_record_and_needs_no_log()
    {
        using var join = await JoinCase.CreateAsync();
        join.Node.FakeJournal.Missing = new KubeadmException("JournalNotFound", "none");

        await join.JoinAsync(join.DryRequest(join.Worker) with { Journal = true });

        Assert.Empty(join.Node.FakeRuns.Texts);
        Assert.Empty(join.Node.FakeJournal.Entries);
    }

    [Fact]
    public async Task A_run_that_is_stopped_says_so()
    {
        using var join = await JoinCase.CreateAsync();
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new JoinWorkflow(join.Ports(), new StoppingObserver(source, "kubelet-start")).RunAsync(JoinCase.Request(join.Worker), source.Token));

        var run = join.Node.Run();
        Assert.Equal((RunOutcome.Stopped, "kubelet-start", null), (run.Outcome, run.Phases[^1].Phase, run.ErrorId));
    }

    /// <summary>What a run knew that nobody else may: the token, the key of the certificates, keys and kubeconfigs, whole, in lines, and as digests.</summary>
    private static IEnumerable<string> SecretsOf(JoinCase join)
    {
        yield return JoinCase.Token.Split('.')[1];
        yield return JoinCase.Key;
        yield return Digest(Encoding.UTF8.GetBytes(JoinCase.Token));
        foreach (var path in join.Node.Memory.AllFiles.Where(path => path.EndsWith(".key", StringComparison.Ordinal) || path.EndsWith(".conf", StringComparison.Ordinal) || path.EndsWith(".pem", StringComparison.Ordinal)))
        {
            yield return Digest(join.Node.Memory.ReadAllBytes(path));
            foreach (var line in join.Node.Memory.ReadText(path).Split('\n').Where(line => line.Length > 40))
            {
                yield return line.Trim();
            }
        }
    }

    private static string Digest(byte[] content) => Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant();
}
