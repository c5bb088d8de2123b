namespace Kubeadm.Engine.Pki;

/// <summary>What was done to certificates or kubeconfigs.</summary>
/// <param name="Changes">The files, in order.</param>
/// <param name="Lines">Lines of the kind kubeadm prints, in order.</param>
/// <param name="Warnings">What a person should know.</param>
public sealed record PkiResult(IReadOnlyList<Change> Changes, IReadOnlyList<string> Lines, IReadOnlyList<string> Warnings)
{
    /// <summary>Nothing was done.</summary>
    public static PkiResult Empty { get; } = new([], [], []);

    /// <summary>Nothing was done, and that is worth a line.</summary>
    public static PkiResult Line(string line) => new([], [line], []);

    /// <summary>This and then the other.</summary>
    public PkiResult Then(PkiResult next) =>
        new([.. Changes, .. next.Changes], [.. Lines, .. next.Lines], [.. Warnings, .. next.Warnings]);
}
