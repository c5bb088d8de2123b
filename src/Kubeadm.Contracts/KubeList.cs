using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;

namespace Kubeadm;

/// <summary>
/// A list in a result. PowerShell shows a list by its text where it has no room for its elements, in CSV for one; that text is the
/// elements, where an array's would be the name of its type.
/// </summary>
/// <typeparam name="T">Strings, or simple objects that read as text too.</typeparam>
[CollectionBuilder(typeof(KubeList), nameof(KubeList.Create))]
public sealed class KubeList<T> : ReadOnlyCollection<T>
{
    /// <summary>Creates a list of elements, which it copies.</summary>
    public KubeList(IEnumerable<T> items)
        : base([.. items])
    {
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", this);
}

/// <summary>Creates lists.</summary>
public static class KubeList
{
    /// <summary>Creates a list of elements, which it copies.</summary>
    public static KubeList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
