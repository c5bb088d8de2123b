using System.Globalization;
using System.Text.RegularExpressions;

namespace Kubeadm.Engine.Addons.Corefiles;

/// <summary>
/// The releases of CoreDNS whose Corefiles are known, as <see cref="CorefileFacts"/> tells them apart. A further release is one more
/// entry here, and one in <see cref="CorefileFacts"/> for each plugin or option that it changes.
/// </summary>
internal static partial class CoreDnsReleases
{
    /// <summary>All of them, oldest first: those that have an image, from the first one that Kubernetes shipped.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "1.1.3", "1.1.4",
        "1.2.0", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.2.6",
        "1.3.0", "1.3.1", "1.4.0", "1.5.0", "1.5.1", "1.5.2",
        "1.6.0", "1.6.1", "1.6.2", "1.6.3", "1.6.4", "1.6.5", "1.6.6", "1.6.7", "1.6.9", "1.7.0", "1.7.1",
        "1.8.0", "1.8.3", "1.8.4", "1.8.5", "1.8.6", "1.8.7", "1.9.0", "1.9.1", "1.9.2", "1.9.3", "1.9.4",
        "1.10.0", "1.10.1", "1.11.0", "1.11.1", "1.11.3", "1.11.4", "1.12.0", "1.12.1", "1.12.2", "1.12.3", "1.12.4",
        "1.13.0", "1.13.1", "1.13.2", "1.14.0", "1.14.1", "1.14.2",
    ];

    private static readonly Dictionary<string, int> Places = All.Select((release, at) => (release, at)).ToDictionary(p => p.release, p => p.at);

    /// <summary>The release that an image's tag names: <c>1.14.2</c> of <c>v1.14.2</c>.</summary>
    public static string Of(string tag) => tag.TrimStart('v');

    /// <summary>The place of a release among all of them; negative where it is not known.</summary>
    public static int PlaceOf(string release) => Places.GetValueOrDefault(release, -1);

    /// <summary>The newest known release that is not newer than a tag which begins as a version does, else the oldest one; null of other tags.</summary>
    public static string? Nearest(string tag) => Parts(tag) is { } wanted
        ? All.LastOrDefault(release => Parts(release)!.Value.CompareTo(wanted) <= 0) ?? All[0]
        : null;

    private static (int, int, int)? Parts(string tag)
    {
        var match = Version().Match(tag);
        return match.Success ? (Part(match.Groups[1]), Part(match.Groups[2]), Part(match.Groups[3])) : null;
    }

    private static int Part(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^v?([0-9]{1,5})\.([0-9]{1,5})\.([0-9]{1,5})")]
    private static partial Regex Version();
}
