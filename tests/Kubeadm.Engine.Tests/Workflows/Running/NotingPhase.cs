using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Tests.Workflows.Running;

/// <summary>A phase that notes its name in the context and then does what it was given.</summary>
internal sealed class NotingPhase(
    string name,
    IReadOnlyList<string>? aliases = null,
    IReadOnlyList<IPhase<List<string>>>? children = null,
    IReadOnlyList<string>? dependsOn = null,
    string? skip = null,
    string? skipLine = null,
    Action<PhaseReport>? act = null) : Phase<List<string>>
{
    public override string Name => name;

    public override string Description => $"Notes {name}";

    public override IReadOnlyList<string> Aliases => aliases ?? [];

    public override IReadOnlyList<IPhase<List<string>>> Children => children ?? [];

    public override IReadOnlyList<string> DependsOn => dependsOn ?? [];

    public override string? SkipReason(List<string> context) => skip;

    public override string? SkipLine => skipLine;

    public override Task RunAsync(List<string> context, PhaseReport report, CancellationToken cancellationToken)
    {
        context.Add(name);
        act?.Invoke(report);
        return Task.CompletedTask;
    }
}
