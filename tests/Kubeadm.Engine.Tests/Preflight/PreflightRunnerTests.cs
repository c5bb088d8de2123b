using Kubeadm.Engine.Preflight;

namespace Kubeadm.Engine.Tests.Preflight;

public sealed class PreflightRunnerTests
{
    [Fact]
    public async Task Verdicts_come_in_the_order_of_the_checks_however_long_each_takes()
    {
        var slow = new TaskCompletionSource();
        NodeCheck[] checks =
        [
            new Probe("First", async f => { await slow.Task; f.Warn("w"); }),
            new Probe("Second", f => { slow.SetResult(); return Task.CompletedTask; }),
        ];

        var verdicts = await PreflightRunner.RunAsync(checks, IgnoredChecks.None, default).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal([("First", PreflightOutcome.Warning), ("Second", PreflightOutcome.Passed)], verdicts.Select(v => (v.Name, v.Outcome)));
    }

    [Theory]
    [InlineData("swap")]
    [InlineData("SWAP")]
    [InlineData("all")]
    [InlineData("All")]
    public async Task An_ignored_error_does_not_stop_but_is_still_told(string ignored)
    {
        var verdicts = await PreflightRunner.RunAsync([Failing("Swap", "it is on")], IgnoredChecks.Parse([ignored], []), default);

        var verdict = Assert.Single(verdicts);
        Assert.Equal((PreflightOutcome.Ignored, "it is on"), (verdict.Outcome, verdict.Message));
    }

    [Fact]
    public async Task A_failure_carries_all_checks_and_names_the_failed_ones()
    {
        NodeCheck[] checks = [Failing("Port-6443", "busy"), new Probe("Mem", _ => Task.CompletedTask), Failing("CRI", "away")];

        var error = new PreflightException(await PreflightRunner.RunAsync(checks, IgnoredChecks.Parse(["cri"], []), default));

        Assert.Equal("PreflightFailed", error.ErrorId);
        Assert.Equal(3, error.Checks.Count);
        Assert.Contains("[Port-6443] busy", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CRI", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_else_is_looked_at_without_rights()
    {
        var looked = false;
        NodeCheck[] checks = [new Decisive(), new Probe("Mem", _ => { looked = true; return Task.CompletedTask; })];

        var verdicts = await PreflightRunner.RunAsync(checks, IgnoredChecks.None, default);

        Assert.Equal(["IsPrivilegedUser"], verdicts.Select(v => v.Name));
        Assert.False(looked);
        Assert.Equal(2, (await PreflightRunner.RunAsync(checks, IgnoredChecks.Parse(["IsPrivilegedUser"], []), default)).Count);
    }

    [Fact]
    public void All_beside_single_checks_is_refused()
    {
        var error = Assert.Throws<KubeadmException>(() => IgnoredChecks.Parse(["ALL"], ["Swap"]));

        Assert.Equal("InvalidConfiguration", error.ErrorId);
        Assert.Contains("all,swap", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_the_system_fails_the_check_and_not_the_run()
    {
        var verdict = Assert.Single(await PreflightRunner.RunAsync(
            [new Probe("Dir", _ => throw new UnauthorizedAccessException("denied"))], IgnoredChecks.None, default));

        Assert.Equal((PreflightOutcome.Failed, "denied"), (verdict.Outcome, verdict.Message));
    }

    private static Probe Failing(string name, string message) => new(name, f => { f.Fail(message); return Task.CompletedTask; });

    private sealed class Probe(string name, Func<Findings, Task> look) : NodeCheck(name, "mend it")
    {
        public override Task LookAsync(Findings findings, CancellationToken cancellationToken) => look(findings);
    }

    private sealed class Decisive() : NodeCheck("IsPrivilegedUser", "be root")
    {
        public override bool IsDecisive => true;

        public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
        {
            findings.Fail("not root");
            return Task.CompletedTask;
        }
    }
}
