namespace Kubeadm;

/// <summary>What a property of a wanted state is, beyond its type. Schemas, DSC's classes and the cmdlet are made and read by it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ResourcePropertyAttribute : Attribute
{
    /// <summary>Whether the property says which of its kind is meant.</summary>
    public bool IsKey { get; init; }

    /// <summary>Whether the property is only told, and passed over where it is given.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether it is a path, which must be absolute: DSC has no current folder that its users know of.</summary>
    public bool IsPath { get; init; }

    /// <summary>Whether it is a length of time as kubeadm writes it, <c>24h0m0s</c>, or in days, <c>30d</c>.</summary>
    public bool IsDuration { get; init; }

    /// <summary>Whether it is a list of documents of a configuration.</summary>
    public bool IsDocument { get; init; }
}
