namespace Kubeadm.Engine.DesiredState;

/// <summary>A kind of thing that can be wanted in a state, found out about, and brought there.</summary>
public interface IDesiredResource
{
    /// <summary>Finds how it is. Changes nothing.</summary>
    /// <param name="wanted">Which one, by its key; the rest says where to look.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException"><c>PropertyMissing</c>, <c>InvalidProperty</c>, and those of looking.</exception>
    Task<KubeResourceState> GetAsync(KubeResourceState wanted, CancellationToken cancellationToken);

    /// <summary>Compares how it is with how it is wanted. Changes nothing.</summary>
    /// <inheritdoc cref="GetAsync"/>
    Task<KubeResourceResult> TestAsync(KubeResourceState wanted, CancellationToken cancellationToken);

    /// <summary>Brings it to the wanted state; does nothing where it is so already.</summary>
    /// <param name="wanted">How it is wanted.</param>
    /// <param name="isRehearsal">Whether only to tell what would be done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException"><c>StateNotReachable</c>: it cannot be brought there; and those of looking and of what is done.</exception>
    Task<KubeResourceResult> SetAsync(KubeResourceState wanted, bool isRehearsal, CancellationToken cancellationToken);

    /// <summary>Finds all of its kind. Changes nothing.</summary>
    /// <param name="filter">Says where to look; its key may be left out.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException">Those of looking.</exception>
    Task<IReadOnlyList<KubeResourceState>> ExportAsync(KubeResourceState filter, CancellationToken cancellationToken);
}
