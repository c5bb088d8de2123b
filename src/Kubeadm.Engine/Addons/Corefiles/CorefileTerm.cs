using System.Text.RegularExpressions;

namespace Kubeadm.Engine.Addons.Corefiles;

/// <summary>What became of a plugin or option with a release.</summary>
/// <param name="Since">The release; the fact holds until the next one of the same plugin or option.</param>
/// <param name="State">What the release makes of it.</param>
internal sealed record CorefileFact(string Since, CorefileState State)
{
    /// <summary>Turns it into what the release takes; null means that it is dropped. No rule means that it stays as it is.</summary>
    public Func<CorefileEntry, CorefileEntry?>? Fix { get; init; }

    /// <summary>The words that are added where it belongs to the default and is missing.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The plugins of which one must be in a server block for a plugin of the default to be added to it.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>Whether its presence is worth telling: it is taken no longer, or not for long.</summary>
    public bool IsRetired => State is CorefileState.Deprecated or CorefileState.Ignored or CorefileState.Removed;

    /// <summary>The place of <see cref="Since"/> among the releases.</summary>
    public int Place { get; } = CoreDnsReleases.PlaceOf(Since);
}

/// <summary>A plugin or option and what became of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Facts">What became of it, oldest first.</param>
internal sealed record CorefileTerm(string Name, IReadOnlyList<CorefileFact> Facts)
{
    /// <summary>A plugin's options.</summary>
    public IReadOnlyList<CorefileTerm> Options { get; init; } = [];

    /// <summary>What the names of options have in common that have no fixed one; null where <see cref="Name"/> is it.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>What holds for a release; null where nothing is known of it.</summary>
    /// <param name="release">The place of the release.</param>
    public CorefileFact? At(int release) => Facts.LastOrDefault(fact => fact.Place <= release) is { State: not CorefileState.Unknown } fact ? fact : null;

    /// <summary>What holds for one of a plugin's options in a release; null where nothing is known of it.</summary>
    public CorefileFact? OptionAt(string name, int release) =>
        (Options.FirstOrDefault(option => option.Pattern is null && option.Name == name)?.At(release))
        ?? Options.FirstOrDefault(option => option.Pattern?.IsMatch(name) == true)?.At(release);
}
