using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>One kubeconfig file.</summary>
/// <param name="name">kubeadm's name of the file.</param>
/// <param name="user">Whom it is for.</param>
public sealed class KubeconfigFilePhase(string name, string user) : Phase<InitContext>
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Description => $"Generate the kubeconfig file for {user}";

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken) =>
        report.Add(await context.Kubeconfigs.EnsureAsync(name, context.Configuration, context.KubeconfigDirectory, cancellationToken).ConfigureAwait(false));
}
