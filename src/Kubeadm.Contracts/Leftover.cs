namespace Kubeadm;

/// <summary>Something that was left where it is, for a person to look at.</summary>
/// <param name="Target">What: a path, a mount point, a container, a set of rules.</param>
/// <param name="Reason">Why it was left, and what to do about it.</param>
public sealed record Leftover(string Target, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Target}: {Reason}";
}
