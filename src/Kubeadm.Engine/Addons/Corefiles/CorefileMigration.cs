namespace Kubeadm.Engine.Addons.Corefiles;

/// <summary>Something in a Corefile that a release of CoreDNS makes something else of.</summary>
/// <param name="Plugin">The plugin.</param>
/// <param name="Option">The option of the plugin; null where it is about the plugin itself.</param>
/// <param name="State">What the release makes of it; <see cref="CorefileState.Default"/> where it is missing and would be added.</param>
/// <param name="Release">The release.</param>
/// <param name="Server">The server block, by its names.</param>
/// <param name="Line">The line in the Corefile, counted from one.</param>
internal sealed record CorefileChange(string Plugin, string? Option, CorefileState State, string Release, string Server, int Line);

/// <summary>Brings Corefiles from one release of CoreDNS to a newer one, release by release.</summary>
internal static class CorefileMigration
{
    /// <summary>What the releases after <paramref name="from"/> make something else of, or add. Deprecated things are among it.</summary>
    /// <param name="from">The release that the Corefile is for.</param>
    /// <param name="to">The release to come.</param>
    /// <param name="text">The Corefile.</param>
    /// <exception cref="KubeadmException"><c>UnknownCoreDnsRelease</c>, <c>CoreDnsDowngrade</c>.</exception>
    public static IReadOnlyList<CorefileChange> FindChanges(string from, string to, string text)
    {
        var (releases, servers) = (Steps(from, to), Corefile.Parse(text).Servers);
        return [.. from release in releases from server in servers from change in Changes(server, release) select change];
    }

    /// <summary>What nothing is known of in a release after <paramref name="from"/>; a migration leaves it as it is.</summary>
    /// <param name="from">The release that the Corefile is for.</param>
    /// <param name="to">The release to come.</param>
    /// <param name="text">The Corefile.</param>
    /// <exception cref="KubeadmException"><c>UnknownCoreDnsRelease</c>, <c>CoreDnsDowngrade</c>.</exception>
    public static IReadOnlyList<CorefileChange> FindUnknown(string from, string to, string text)
    {
        var (releases, servers) = (Steps(from, to), Corefile.Parse(text).Servers);
        return [.. from release in releases from server in servers from plugin in server.Children from change in Unknown(server, plugin, release) select change];
    }

    /// <summary>Whether any Corefile of a release works in another as it is; true where there is no release before, false where that is not known.</summary>
    public static bool IsUnchanged(string from, string to) => from.Length == 0
        || (RefusalOf(from, to) is null && !Steps(from, to).Any(release => CorefileFacts.Plugins.Any(plugin => ChangesWith(plugin, release) || plugin.Options.Any(option => ChangesWith(option, release)))));

    /// <summary>Whether a Corefile must be changed for a newer release: something was removed, or belongs to the default since.</summary>
    /// <exception cref="KubeadmException"><c>UnknownCoreDnsRelease</c>, <c>CoreDnsDowngrade</c>.</exception>
    public static bool IsNeeded(string from, string to, string text) =>
        FindChanges(from, to, text).Any(change => change.State is CorefileState.Removed or CorefileState.Default);

    /// <summary>
    /// The Corefile for a newer release: without what is removed or ignored, with what belongs to the default since, and everything
    /// else in its order. Comments are lost. The same release leaves the text as it is.
    /// </summary>
    /// <exception cref="KubeadmException">
    /// <c>UnknownCoreDnsRelease</c>, <c>CoreDnsDowngrade</c>, <c>CorefileNotMigratable</c>, <c>CorefileNotUnderstood</c>.
    /// </exception>
    public static string Migrate(string from, string to, string text)
    {
        var steps = Steps(from, to).ToList();
        if (steps.Count == 0)
        {
            return text;
        }

        var corefile = Corefile.Parse(text);
        return corefile.LostLine is { } line
            ? throw CorefileErrors.Lost(line)
            : CorefileWriter.Write(steps.Aggregate(corefile, Migrate));
    }

    /// <summary>Why a Corefile of one release cannot be brought to another, whatever is in it; null where nothing is in the way.</summary>
    public static KubeadmException? RefusalOf(string from, string to)
    {
        if (from == to)
        {
            return null;
        }

        var (first, last) = (CoreDnsReleases.PlaceOf(from), CoreDnsReleases.PlaceOf(to));
        return first < 0 ? CorefileErrors.UnknownRelease(from)
            : last < 0 ? CorefileErrors.UnknownRelease(to)
            : first > last ? CorefileErrors.Downgrade(from, to)
            : null;
    }

    /// <summary>The places of the releases after one, up to another.</summary>
    private static IEnumerable<int> Steps(string from, string to)
    {
        if (RefusalOf(from, to) is { } refusal)
        {
            throw refusal;
        }

        var first = CoreDnsReleases.PlaceOf(from);
        return from == to ? [] : Enumerable.Range(first + 1, CoreDnsReleases.PlaceOf(to) - first);
    }

    private static bool ChangesWith(CorefileTerm term, int release) =>
        term.Facts.Any(fact => fact.Place == release && fact.State is CorefileState.Removed or CorefileState.Default);

    private static IEnumerable<CorefileChange> Changes(CorefileEntry server, int release)
    {
        foreach (var plugin in server.Children)
        {
            var term = CorefileFacts.Find(plugin.Name);
            if (term?.At(release) is not { } fact)
            {
                continue;
            }

            if (fact.IsRetired)
            {
                yield return Change(server, plugin, null, fact.State, release, plugin.Line);
                continue;
            }

            foreach (var option in plugin.Children)
            {
                if (term.OptionAt(option.Name, release) is { IsRetired: true, State: var state })
                {
                    yield return Change(server, plugin, option.Name, state, release, option.Line);
                }
            }

            foreach (var (name, _) in Missing(term.Options, plugin, release))
            {
                yield return Change(server, plugin, name, CorefileState.Default, release, plugin.Line);
            }
        }

        foreach (var (name, _) in Missing(CorefileFacts.Plugins, server, release))
        {
            yield return new(name, null, CorefileState.Default, CoreDnsReleases.All[release], NameOf(server), server.Line);
        }
    }

    private static IEnumerable<CorefileChange> Unknown(CorefileEntry server, CorefileEntry plugin, int release)
    {
        var term = CorefileFacts.Find(plugin.Name);
        if (term?.At(release) is null)
        {
            return [Change(server, plugin, null, CorefileState.Unknown, release, plugin.Line)];
        }

        return plugin.Children.Where(option => term.OptionAt(option.Name, release) is null)
            .Select(option => Change(server, plugin, option.Name, CorefileState.Unknown, release, option.Line));
    }

    private static CorefileChange Change(CorefileEntry server, CorefileEntry plugin, string? option, CorefileState state, int release, int line) =>
        new(plugin.Name, option, state, CoreDnsReleases.All[release], NameOf(server), line);

    private static string NameOf(CorefileEntry server) => string.Join(' ', server.Words);

    private static Corefile Migrate(Corefile corefile, int release)
    {
        var name = CoreDnsReleases.All[release];
        var prepared = CorefileFacts.Before.TryGetValue(name, out var before) ? before(corefile) : corefile;
        var migrated = prepared with { Servers = [.. prepared.Servers.Select(server => MigrateServer(server, release))] };
        return CorefileFacts.After.TryGetValue(name, out var after) ? after(migrated) : migrated;
    }

    private static CorefileEntry MigrateServer(CorefileEntry server, int release)
    {
        var migrated = server with { Children = [.. server.Children.Select(plugin => MigratePlugin(plugin, release)).OfType<CorefileEntry>()] };
        var missing = Missing(CorefileFacts.Plugins, server, release).Where(added => added.Fact.Beside.Any(migrated.Has));
        return Add(migrated, missing);
    }

    private static CorefileEntry? MigratePlugin(CorefileEntry plugin, int release)
    {
        var term = CorefileFacts.Find(plugin.Name);
        if (term?.At(release) is not { State: not CorefileState.Deprecated } fact)
        {
            return plugin;
        }

        var migrated = plugin with { Children = [.. plugin.Children.Select(option => Fix(option, term.OptionAt(option.Name, release))).OfType<CorefileEntry>()] };
        return Fix(migrated, fact) is { } present ? Add(present, Missing(term.Options, plugin, release)) : null;
    }

    private static CorefileEntry? Fix(CorefileEntry entry, CorefileFact? fact) => fact?.Fix is { } fix ? fix(entry) : entry;

    /// <summary>What belongs to the default from a release on and is not there.</summary>
    private static IEnumerable<(string Name, CorefileFact Fact)> Missing(IEnumerable<CorefileTerm> terms, CorefileEntry parent, int release) =>
        from term in terms
        let fact = term.At(release)
        where fact is { State: CorefileState.Default } && !parent.Has(term.Name)
        select (term.Name, fact);

    private static CorefileEntry Add(CorefileEntry parent, IEnumerable<(string Name, CorefileFact Fact)> missing) =>
        parent with { Children = [.. parent.Children, .. missing.Select(added => new CorefileEntry(added.Fact.Words, 0))] };
}
