namespace Kubeadm.Engine.Addons.Corefiles;

/// <summary>A line of a Corefile with what is in its braces: a server block, a plugin or an option.</summary>
/// <param name="Words">The words of the line, of which there is at least one, and the first of which is the plugin's or option's name.</param>
/// <param name="Line">Where it stands, counted from one; zero for what a migration adds.</param>
internal sealed record CorefileEntry(IReadOnlyList<string> Words, int Line)
{
    /// <summary>What is in its braces.</summary>
    public List<CorefileEntry> Children { get; init; } = [];

    /// <summary>Whether it has braces, in which there may be nothing.</summary>
    public bool HasBlock { get; set; }

    /// <summary>The name of the plugin or option.</summary>
    public string Name => Words[0];

    /// <summary>What follows the name.</summary>
    public IEnumerable<string> Arguments => Words.Skip(1);

    /// <summary>Whether a plugin or option of a name is in its braces.</summary>
    public bool Has(string name) => Children.Exists(child => child.Name == name);
}
