namespace Kubeadm;

/// <summary>The state of something that can be wanted, or that is. A property that is null is not asked for, or not known. Shows no secret.</summary>
public abstract record KubeResourceState
{
    /// <summary>Whether it is to be there; true where nothing is said.</summary>
    public bool? Exist { get; init; }

    /// <summary>Which one of its kind it is; null where that is not said.</summary>
    internal abstract string? Key { get; }

    /// <summary>Whether it is wanted.</summary>
    internal bool IsWanted => Exist ?? true;

    /// <summary>Which one of its kind it is.</summary>
    public sealed override string ToString() => Key ?? "";
}
