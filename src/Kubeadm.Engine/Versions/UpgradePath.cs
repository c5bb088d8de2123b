namespace Kubeadm.Engine.Versions;

/// <summary>A step of an upgrade over several minors.</summary>
/// <param name="Series">The minor to go to, <c>1.36</c>; the kubeadm and the kubelets of the step are of it too.</param>
/// <param name="Version">The newest release of the minor that is known here; null when none is.</param>
public sealed record UpgradeStep(string Series, string? Version)
{
    /// <inheritdoc/>
    public override string ToString() => Version is null ? $"the newest v{Series}" : $"{Version} or a newer v{Series}";
}

/// <summary>The way from one version to another: a control plane goes through every minor.</summary>
public static class UpgradePath
{
    /// <summary>The steps; one for a target of the next minor or of the same, none for one that is not newer.</summary>
    /// <param name="from">The version that runs.</param>
    /// <param name="to">The version to come to.</param>
    /// <param name="releases">The releases that are known.</param>
    public static IReadOnlyList<UpgradeStep> Between(KubernetesVersion from, KubernetesVersion to, ReleaseTable releases)
    {
        ArgumentNullException.ThrowIfNull(releases);
        if (to <= from || to.Major != from.Major)
        {
            return [];
        }

        var between = Enumerable.Range(1, Math.Max(0, to.Minor - from.Minor - 1)).Select(from.SkewedMinor);
        return [.. between.Select(minor => new UpgradeStep(minor.Series, releases.Find(minor)?.Current.ToTag())), new(to.Series, to.ToTag())];
    }
}
