using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Running;

public sealed class WorkflowRunnerTests
{
    private static readonly Change Made = new(ChangeKind.File, "/a", ChangeAction.Create);
    private static readonly Change Kept = new(ChangeKind.File, "/a", ChangeAction.Unchanged);

    [Fact]
    public async Task Every_phase_has_a_result_in_order_also_those_left_out()
    {
        var (results, ran) = await RunAsync(skip: ["b"], new NotingPhase("a"), new NotingPhase("b"), new NotingPhase("c", skip: "no need"));
        Assert.Equal(["a"], ran);
        Assert.Equal([("a", PhaseStatus.Unchanged), ("b", PhaseStatus.Skipped), ("c", PhaseStatus.Skipped)], results.Select(r => (r.Phase, r.Status)));
        Assert.Equal("no need", results[2].Message);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task The_line_of_a_phase_with_nothing_to_do_is_said_unless_the_phase_was_left_out(bool chosen, int expected)
    {
        var observer = new RecordingObserver();
        var tree = Tree(new NotingPhase("idle", skip: "no need", skipLine: "[idle] Skipping phase"));
        await new WorkflowRunner<List<string>>(tree, observer, TimeProvider.System).RunAsync([], tree.Select([], chosen ? [] : ["idle"]), CancellationToken.None);
        Assert.Equal(expected, observer.Lines.Count(line => line == "[idle] Skipping phase"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Progress_is_a_tree_of_phases_with_percents_and_an_end(bool fails)
    {
        var observer = new RecordingObserver();
        var pulling = new NotingPhase("pull", act: report => report.Progress(new ProgressReport("Pulling", "1 of 2", 50)));
        var last = new NotingPhase("last", act: _ => Assert.False(fails));
        var tree = Tree(pulling, new NotingPhase("certs", children: [new NotingPhase("ca"), new NotingPhase("etcd")]), last);

        var run = new WorkflowRunner<List<string>>(tree, observer, TimeProvider.System, isDryRun: true).RunAsync([], tree.Select([], []), CancellationToken.None);
        Assert.Equal(fails, await Record.ExceptionAsync(() => run) is not null);

        var reports = observer.Reports.ToList();
        Assert.Equal(
            [("pull", 0), ("certs", 25), ("certs", 50), ("last", 75), ("", 100)],
            reports.Where(report => report.Id == ProgressReport.WorkflowId).Select(report => (report.Status, report.PercentComplete)));
        Assert.Equal(
            [("certs/ca", 0, false), ("certs/etcd", 50, false), ("", 100, true)],
            reports.Where(report => report.Id == ProgressReport.GroupId).Select(report => (report.Status, report.PercentComplete, report.IsCompleted)));
        Assert.True(reports.FindIndex(report => report is { Id: ProgressReport.GroupId, Status: "certs/etcd" }) < reports.FindIndex(report => report is { Id: ProgressReport.WorkflowId, PercentComplete: 50 }));
        Assert.Equal([(ProgressReport.WorkflowId, false), (ProgressReport.WorkflowId, true)], reports.Where(report => report.Id == ProgressReport.MainId).Select(report => (report.ParentId ?? -1, report.IsCompleted)));
        Assert.True(reports[^1] is { Id: ProgressReport.WorkflowId, IsCompleted: true });
    }

    [Fact]
    public async Task A_phase_that_changes_something_succeeded_and_one_that_finds_all_as_wanted_is_unchanged()
    {
        var (results, _) = await RunAsync(
            [],
            new NotingPhase("kept", act: r => r.Add(Kept)),
            new NotingPhase("made", act: r => r.Add([Kept, Made])),
            new NotingPhase("kept-later", act: r => r.Add(Kept)),
            new NotingPhase("waited-later"));
        Assert.Equal(
            [PhaseStatus.Unchanged, PhaseStatus.Succeeded, PhaseStatus.Unchanged, PhaseStatus.Succeeded],
            results.Select(r => r.Status));
    }

    [Fact]
    public async Task A_failure_carries_the_results_so_far_and_the_causes_identifier()
    {
        var error = await Assert.ThrowsAsync<WorkflowException>(() => RunAsync(
            [],
            new NotingPhase("good", act: r => r.Add(Made)),
            new NotingPhase("bad", act: _ => throw new KubeadmException("NoSpace", "the disk is full") { Kind = KubeadmErrorKind.OperationFailed, Remedy = "free some" }),
            new NotingPhase("never")));
        Assert.Equal("NoSpace", error.ErrorId);
        Assert.Equal("bad", error.Phase);
        Assert.Equal("free some", error.Remedy);
        Assert.Equal([("good", PhaseStatus.Succeeded), ("bad", PhaseStatus.Failed)], error.Results.Select(r => (r.Phase, r.Status)));
    }

    [Fact]
    public async Task A_cancelled_run_stops_before_the_next_phase_and_says_how_to_go_on()
    {
        using var cancel = new CancellationTokenSource();
        var observer = new RecordingObserver();
        var tree = Tree(new NotingPhase("a", act: _ => { cancel.Cancel(); cancel.Token.ThrowIfCancellationRequested(); }), new NotingPhase("b"));
        var ran = new List<string>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new WorkflowRunner<List<string>>(tree, observer, TimeProvider.System).RunAsync(ran, tree.Select([], []), cancel.Token));
        Assert.Equal(["a"], ran);
        Assert.Contains(observer.Warnings, w => w.Contains("run the same command again", StringComparison.Ordinal));
    }

    private static PhaseTree<List<string>> Tree(params Phase<List<string>>[] phases) => new(WorkflowName.Init, phases);

    private static async Task<(IReadOnlyList<PhaseResult> Results, List<string> Ran)> RunAsync(string[] skip, params Phase<List<string>>[] phases)
    {
        var tree = Tree(phases);
        var ran = new List<string>();
        var results = await new WorkflowRunner<List<string>>(tree, new RecordingObserver(), TimeProvider.System).RunAsync(ran, tree.Select([], skip), CancellationToken.None);
        return (results, ran);
    }
}
