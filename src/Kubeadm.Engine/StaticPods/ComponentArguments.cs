using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.StaticPods;

/// <summary>
/// A component's command line. kubeadm's own arguments come first, ordered by name; a person's follow as they stand and
/// take the place of every own argument of the same name.
/// </summary>
public sealed class ComponentArguments
{
    private readonly SortedDictionary<string, string> _defaults = new(StringComparer.Ordinal);

    /// <summary>Sets one of kubeadm's own arguments.</summary>
    public string this[string name]
    {
        set => _defaults[name] = value;
    }

    /// <summary>The arguments, each <c>--name=value</c>.</summary>
    /// <param name="extraArguments">A person's arguments.</param>
    public IEnumerable<string> With(IReadOnlyCollection<Arg> extraArguments)
    {
        var overridden = extraArguments.Select(argument => argument.Name).ToHashSet(StringComparer.Ordinal);
        return _defaults.Where(argument => !overridden.Contains(argument.Key))
            .Select(argument => $"--{argument.Key}={argument.Value}")
            .Concat(extraArguments.Select(argument => $"--{argument.Name}={argument.Value}"));
    }

    /// <summary>The value of a person's argument: the last of its name counts. Null when it is not there.</summary>
    public static string? Find(IEnumerable<Arg> arguments, string name) =>
        arguments.LastOrDefault(argument => argument.Name == name)?.Value;
}
