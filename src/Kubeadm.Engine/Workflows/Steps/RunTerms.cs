using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>How a run treats what no port hides: chosen together with the ports, when a workflow opens its context.</summary>
/// <remarks>The code is the same in a rehearsal; these are the few points in which kubeadm's dry run leaves something out or goes on.</remarks>
public sealed record RunTerms
{
    private RunTerms()
    {
    }

    /// <summary>The terms of a run that changes the machine.</summary>
    public static RunTerms Live { get; } = new()
    {
        AssignsAccounts = true,
        BindsAdministrators = true,
        StopsOnFailedChecks = true,
        CreateWaits = (node, runtime, timeouts) => new NodeWaits(node, runtime, timeouts),
    };

    /// <summary>The terms of a run over recording ports.</summary>
    public static RunTerms Rehearsal { get; } = new()
    {
        ApiPatience = TimeSpan.FromSeconds(3),
        CreateWaits = (_, _, _) => new RehearsedWaits(),
    };

    /// <summary>
    /// Whether components of a rootless control plane get users of their own. Those and the owners of files are things of the
    /// machine, so a rehearsal leaves them out.
    /// </summary>
    public bool AssignsAccounts { get; private init; }

    /// <summary>Whether administrators are given their rights before the cluster is first written to.</summary>
    public bool BindsAdministrators { get; private init; }

    /// <summary>Whether a failed check ends the run. A rehearsal goes on: it is done on other machines too, and says what would be in the way.</summary>
    public bool StopsOnFailedChecks { get; private init; }

    /// <summary>
    /// How long a cluster that is not there yet is waited for; null means as long as the configuration says. A rehearsal wants to know what
    /// is there now, and can do without.
    /// </summary>
    public TimeSpan? ApiPatience { get; private init; }

    /// <summary>Creates what waits for the components of a node, of its runtime and the configured time limits.</summary>
    internal Func<INode, Func<IContainerRuntime>, Timeouts?, INodeWaits> CreateWaits { get; private init; } = null!;
}
