namespace Kubeadm.Engine.Addons.Corefiles;

/// <summary>The errors of Corefiles that cannot be brought to another release of CoreDNS.</summary>
internal static class CorefileErrors
{
    private const string AdaptRemedy = "Bring the Corefile into a form that the new release takes, or leave CoreDNS as it is.";

    public static KubeadmException UnknownRelease(string tag)
    {
        var near = CoreDnsReleases.Nearest(tag) is { } nearest ? $"the nearest known one is {nearest}" : $"known ones are {CoreDnsReleases.All[0]} to {CoreDnsReleases.All[^1]}";
        var what = tag.Length == 0 ? "CoreDNS runs from an image without a tag, so that its release is not known" : $"\"{tag}\" is not a release of CoreDNS whose Corefiles are known";
        return new("UnknownCoreDnsRelease", $"{what}; {near}")
        {
            Kind = KubeadmErrorKind.InvalidInput,
            Target = tag,
            Remedy = "See that CoreDNS runs from the image of a known release, or upgrade it yourself and leave it out here.",
        };
    }

    public static KubeadmException Downgrade(string from, string to) => new("CoreDnsDowngrade", $"CoreDNS {from} is newer than {to}, and its Corefile cannot be taken back")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = from,
        Remedy = "Leave CoreDNS as it is.",
    };

    public static KubeadmException NotMigratable(int line, string reason) => new("CorefileNotMigratable", $"the Corefile cannot be migrated: {At(line)}{reason}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Remedy = AdaptRemedy,
    };

    public static KubeadmException Lost(int line) => new("CorefileNotUnderstood", $"the Corefile cannot be migrated: {At(line)}the braces are not those of server blocks, plugins and options")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Remedy = AdaptRemedy,
    };

    // What an earlier step of a migration added has no line.
    private static string At(int line) => line > 0 ? $"line {line}: " : "";
}
