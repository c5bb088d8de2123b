using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Says how to use the cluster and how further nodes join it.</summary>
public sealed class ShowJoinCommandPhase : Phase<InitContext>
{
    /// <inheritdoc/>
    public override string Name => "show-join-command";

    /// <inheritdoc/>
    public override string Description => "Show the commands with which further nodes join";

    /// <inheritdoc/>
    public override IReadOnlyList<string> DependsOn => [BootstrapTokenPhase.PhaseName, UploadCertsPhase.PhaseName];

    /// <inheritdoc/>
    public override Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        foreach (var line in NextSteps.Describe(context))
        {
            report.Info(line);
        }

        return Task.CompletedTask;
    }
}
