using System.Reflection;
using System.Security;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.DesiredState;

/// <summary>What the properties of a state say about themselves: <see cref="ResourcePropertyAttribute"/>.</summary>
public static class StateProperties
{
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>The properties of a type of states, the key first, what is common to all states last.</summary>
    public static IReadOnlyList<PropertyInfo> Of(Type state) =>
    [
        .. state.GetProperties().OrderBy(property => !TraitsOf(property).IsKey).ThenBy(property => property.DeclaringType == typeof(KubeResourceState)),
    ];

    /// <summary>What a property says of itself.</summary>
    public static ResourcePropertyAttribute TraitsOf(PropertyInfo property) => property.GetCustomAttribute<ResourcePropertyAttribute>() ?? new();

    /// <summary>
    /// How something would be once it is as wanted, as far as what is wanted says so. Without secrets, and, of what comes or goes as a whole,
    /// without what only can be told.
    /// </summary>
    /// <param name="found">How it is.</param>
    /// <param name="wanted">How it is wanted.</param>
    public static KubeResourceState Merge(KubeResourceState found, KubeResourceState wanted)
    {
        var merged = (KubeResourceState)Activator.CreateInstance(found.GetType())!;
        foreach (var property in Of(found.GetType()).Where(property => property.PropertyType != typeof(SecureString)))
        {
            var traits = TraitsOf(property);
            if (traits.IsReadOnly && found.IsWanted != wanted.IsWanted)
            {
                continue;
            }

            var given = traits.IsReadOnly ? null : property.GetValue(wanted);
            given = traits.IsDocument && given is KubeList<string> documents ? new KubeList<string>(documents.SelectMany(CoveredDocuments.Of)) : given;
            property.SetValue(merged, given is null or "" ? property.GetValue(found) : given);
        }

        return merged with { Exist = wanted.IsWanted };
    }

    /// <summary>Refuses paths that are relative and durations that are none, by what the properties say of themselves.</summary>
    /// <exception cref="KubeadmException"><c>InvalidProperty</c>.</exception>
    public static void CheckForms(string resource, KubeResourceState state)
    {
        foreach (var property in Of(state.GetType()))
        {
            if (property.GetValue(state) is not string { Length: > 0 } text || TraitsOf(property) is not { IsReadOnly: false } traits)
            {
                continue;
            }

            if (traits.IsPath && !IsAbsolute(text))
            {
                throw DesiredStateErrors.Invalid(
                    resource, property.Name, $"\"{text}\" is a relative path", "Give an absolute one: whoever sets a state has no folder that it would be relative to.");
            }

            if (traits.IsDuration)
            {
                DurationOf(resource, property.Name, text);
            }
        }
    }

    /// <summary>Reads a duration; null where none is given.</summary>
    /// <exception cref="KubeadmException"><c>InvalidProperty</c>: it is none, or negative.</exception>
    public static TimeSpan? DurationOf(string resource, string property, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return DurationText.TryParse(text, out var duration) && duration >= TimeSpan.Zero
            ? duration
            : throw DesiredStateErrors.Invalid(resource, property, $"\"{text}\" is not a length of time", "Give one such as 12h, 1h30m or 30d.");
    }

    /// <summary>On either system: a state may be checked on another than the one it is for.</summary>
    private static bool IsAbsolute(string path) => path[0] == '/' || (path.Length > 2 && path[1] == ':' && Separators.Contains(path[2]));
}
