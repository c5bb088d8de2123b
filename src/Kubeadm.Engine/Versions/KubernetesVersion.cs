using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Kubeadm.Engine.Versions;

/// <summary>
/// A version of Kubernetes or of a part of it, by the rules of Semantic Versioning 2.0 (https://semver.org) with an optional
/// leading <c>v</c>, as Kubernetes writes them: <c>v1.36.3</c>, <c>v1.37.0-alpha.1.20+4f3c</c>.
/// </summary>
/// <param name="Major">The major version.</param>
/// <param name="Minor">The minor version.</param>
/// <param name="Patch">The patch version.</param>
/// <param name="PreRelease">What follows <c>-</c>, or empty.</param>
/// <param name="Build">What follows <c>+</c>, or empty. It does not count in comparisons.</param>
public readonly partial record struct KubernetesVersion(int Major, int Minor, int Patch, string PreRelease = "", string Build = "")
    : IComparable<KubernetesVersion>
{
    /// <summary>Reads a version.</summary>
    /// <exception cref="KubeadmException"><c>InvalidVersion</c>: the text is no version.</exception>
    public static KubernetesVersion Parse(string text) => TryParse(text, out var version)
        ? version
        : throw VersionErrors.NotAVersion(text);

    /// <summary>Whether a text is a version that is older than another; false when it is none.</summary>
    public static bool IsOlder(string? text, KubernetesVersion than) => TryParse(text, out var version) && version < than;

    /// <summary>Reads a version; false when the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out KubernetesVersion version)
    {
        version = default;
        if (text is null || Pattern().Match(text.Trim()) is not { Success: true } match
            || !TryNumber(match.Groups[1], out var major) || !TryNumber(match.Groups[2], out var minor) || !TryNumber(match.Groups[3], out var patch))
        {
            return false;
        }

        version = new(major, minor, patch, match.Groups[4].Value, match.Groups[5].Value);
        return true;
    }

    /// <summary>The version <c>.0</c> of a minor this many away from this one's.</summary>
    public KubernetesVersion SkewedMinor(int minors) => new(Major, Minor + minors, 0);

    /// <summary>How many minors this version is ahead of another; negative when it is behind, and beyond every skew when the majors differ.</summary>
    public int MinorsAheadOf(KubernetesVersion other) => Major == other.Major ? Minor - other.Minor : Major > other.Major ? int.MaxValue : int.MinValue;

    /// <summary>Whether it is not a release: an alpha, a beta or a release candidate.</summary>
    public bool IsPreview => !string.IsNullOrEmpty(PreRelease);

    /// <summary>Whether it is a release candidate.</summary>
    public bool IsReleaseCandidate => PreRelease?.StartsWith("rc", StringComparison.Ordinal) == true;

    /// <summary>The version's series, <c>1.36</c>.</summary>
    public string Series => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    /// <inheritdoc/>
    public int CompareTo(KubernetesVersion other)
    {
        var order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return order != 0 ? order : ComparePreRelease(PreRelease ?? "", other.PreRelease ?? "");
    }

    /// <summary>Whether one version is older than another.</summary>
    public static bool operator <(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether one version is newer than another.</summary>
    public static bool operator >(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether one version is not newer than another.</summary>
    public static bool operator <=(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one version is not older than another.</summary>
    public static bool operator >=(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) >= 0;

    /// <summary>The version without a leading <c>v</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Major}.{Minor}.{Patch}{(string.IsNullOrEmpty(PreRelease) ? "" : "-" + PreRelease)}{(string.IsNullOrEmpty(Build) ? "" : "+" + Build)}");

    /// <summary>The version with the <c>v</c> of Kubernetes' tags.</summary>
    public string ToTag() => "v" + ToString();

    private static bool TryNumber(Group group, out int number) =>
        int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>A release is newer than its previews; previews compare part by part, numbers below words (semver.org, 11).</summary>
    private static int ComparePreRelease(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return (left.Length == 0).CompareTo(right.Length == 0);
        }

        var lefts = left.Split('.');
        var rights = right.Split('.');
        for (var i = 0; i < Math.Min(lefts.Length, rights.Length); i++)
        {
            var order = CompareIdentifier(lefts[i], rights[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return lefts.Length.CompareTo(rights.Length);
    }

    private static int CompareIdentifier(string left, string right)
    {
        var leftIsNumber = ulong.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var leftNumber);
        var rightIsNumber = ulong.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var rightNumber);
        return (leftIsNumber, rightIsNumber) switch
        {
            (true, true) => leftNumber.CompareTo(rightNumber),
            (true, false) => -1,
            (false, true) => 1,
            _ => string.CompareOrdinal(left, right),
        };
    }

    [GeneratedRegex(@"^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
