namespace Kubeadm;

/// <summary>A rule of versions that an upgrade would break.</summary>
/// <param name="Rule">The rule's name, stable from release to release: <c>UpgradeTooFar</c>.</param>
/// <param name="CanBeForced">Whether a person may go on in spite of it.</param>
/// <param name="Message">What is wrong, with the versions and what to do.</param>
public sealed record VersionFinding(string Rule, bool CanBeForced, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Message;
}
