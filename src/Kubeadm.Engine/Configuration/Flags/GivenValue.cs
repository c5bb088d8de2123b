namespace Kubeadm.Engine.Configuration.Flags;

/// <summary>A value that may be given beside a configuration file, which has a field for it.</summary>
/// <param name="Field">The field of the file.</param>
/// <param name="Name">The name by which requests have it; each front door has its own for the same.</param>
/// <param name="Value">The value; null where it is not given.</param>
public sealed record GivenValue(string Field, string Name, object? Value)
{
    /// <summary>Whether it is given.</summary>
    public bool IsGiven => Value is not null;
}
