using Kubeadm.Engine.Addons.Corefiles;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Addons;

/// <summary>What an upgrade can do with a cluster's Corefile, looked at before anything is done.</summary>
public sealed class CorefileProspect
{
    private const string Where = $"the Corefile in the ConfigMap {ClusterNamespaces.System}/{CoreDnsManifests.Name}";

    private CorefileProspect()
    {
    }

    /// <summary>Says that the cluster has no CoreDNS; null where it has.</summary>
    public string? Absence { get; private init; }

    /// <summary>Why nothing can be said of the Corefile: the release it is for is not known, or newer than the one to come; null where it can.</summary>
    public string? Obstacle { get; private init; }

    /// <summary>Why it cannot be migrated; null where it can.</summary>
    public string? MigrationProblem { get; private init; }

    /// <summary>The plugins and options of which it is not known what the release to come makes of them, each with its place.</summary>
    public IReadOnlyList<string> UnknownPlugins { get; private init; } = [];

    /// <summary>Looks at a cluster's Corefile.</summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="release">The tag of the CoreDNS to come: <c>v1.14.2</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException"><c>ManyDnsDeployments</c>, <c>CorefileMissing</c>, and those of requests.</exception>
    public static async Task<CorefileProspect> ReadAsync(ApiObjects objects, string release, CancellationToken cancellationToken)
    {
        var deployed = await DeployedCoreDns.ReadAsync(objects, cancellationToken);
        if (!deployed.State.IsThere)
        {
            return new CorefileProspect { Absence = "the cluster has no CoreDNS" };
        }

        if (deployed.Deployment is null)
        {
            return IsDefault(deployed.Corefile!) ? new CorefileProspect() : new CorefileProspect { Obstacle = $"no Deployment has the label {CoreDnsManifests.AppLabel}={CoreDnsManifests.AppName}, so that it is not known for which release {Where} is" };
        }

        var (from, to) = (deployed.Release, CoreDnsReleases.Of(release));
        if (CorefileMigration.RefusalOf(from, to) is { } refusal)
        {
            return new CorefileProspect { Obstacle = $"{refusal.Message} (Deployment {ClusterNamespaces.System}/{deployed.Deployment.Metadata.Name})" };
        }

        var corefile = deployed.Corefile ?? "";
        return new CorefileProspect { MigrationProblem = ProblemOf(from, to, corefile), UnknownPlugins = [.. Describe(CorefileMigration.FindUnknown(from, to, corefile))] };
    }

    /// <summary>Whether it is one that kubeadm wrote, in the place of which the one of the release to come is put, or is already.</summary>
    private static bool IsDefault(string corefile) =>
        FormerCorefiles.Contain(corefile) || FormerCorefiles.AreLike(corefile, CoreDnsManifests.ConfigMap("*").Data[CoreDnsManifests.CorefileKey]);

    private static string? ProblemOf(string from, string to, string corefile)
    {
        try
        {
            CorefileMigration.Migrate(from, to, corefile);
            return null;
        }
        catch (KubeadmException e)
        {
            return e.Message;
        }
    }

    private static IEnumerable<string> Describe(IEnumerable<CorefileChange> unknown) =>
        from change in unknown
        group change by (change.Line, change.Plugin, change.Option, change.Server) into place
        orderby place.Key.Line
        let what = place.Key.Option is { } option ? $"option \"{option}\" of plugin \"{place.Key.Plugin}\"" : $"plugin \"{place.Key.Plugin}\""
        let releases = place.Count() > 1 ? $"{place.First().Release} to {place.Last().Release}" : place.First().Release
        select $"{what} (server block {place.Key.Server}, line {place.Key.Line} of {Where}): it is not known what CoreDNS {releases} makes of it";
}
