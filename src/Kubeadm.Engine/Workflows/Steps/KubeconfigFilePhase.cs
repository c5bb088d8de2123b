using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>One kubeconfig file.</summary>
/// <param name="name">kubeadm's name of the file.</param>
/// <param name="user">Whom it is for.</param>
public sealed class KubeconfigFilePhase(string name, string user) : Phase<IConfiguredNodeContext>
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Description => $"Generate the kubeconfig file for {user}";

    /// <inheritdoc/>
    public override async Task RunAsync(IConfiguredNodeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var node = await context.ConfigureAsync(report, cancellationToken);
        report.Add(await node.EnsureKubeconfigAsync(name, cancellationToken));
    }
}
