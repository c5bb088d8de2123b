using System.Globalization;
using Xunit.Abstractions;

namespace Kubeadm.Engine.Tests.Fuzzing;

/// <summary>
/// Every parser of something from outside, with inputs that are almost right. A few by default, always the same; by hand as many as wanted:
/// KUBEADM_FUZZ_COUNT (inputs for each parser), KUBEADM_FUZZ_SECONDS (time for each), KUBEADM_FUZZ_SEED, KUBEADM_FUZZ_TARGET (one parser),
/// KUBEADM_FUZZ_REPORT (a file to which the figures are added, and beside which the input in hand is kept).
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int DefaultCount = 200;
    private const int DefaultSeed = 1;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name).Where(name => Setting("TARGET") is not { } wanted || wanted == name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_parser_answers_any_input_with_an_error_of_its_own_soon_and_in_little_memory(string name)
    {
        var report = Setting("REPORT");
        var seed = Number("SEED") ?? DefaultSeed;
        var seconds = Number("SECONDS");
        var run = new FuzzRun(FuzzTargets.All.Single(target => target.Name == name), (int)seed) { TraceFile = report is null ? null : $"{report}.{name}.input" };
        run.Run(Number("COUNT") ?? (seconds is null ? DefaultCount : long.MaxValue), seconds is { } limit ? TimeSpan.FromSeconds(limit) : TimeSpan.MaxValue);

        output.WriteLine(run.Report);
        if (report is not null)
        {
            File.AppendAllText(report, $"{run.Report}\n{string.Concat(run.Failures.Select(failure => failure + "\n"))}");
        }

        Assert.True(run.Failures.Count == 0, $"seed {seed}: {run.Report}\n{string.Join('\n', run.Failures)}");
    }

    private static string? Setting(string name) => Environment.GetEnvironmentVariable($"KUBEADM_FUZZ_{name}") is { Length: > 0 } value ? value : null;

    private static long? Number(string name) => Setting(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}
