namespace Kubeadm;

/// <summary>A line of a difference of two texts.</summary>
/// <param name="Kind"><see cref="Common"/>, <see cref="Removed"/> or <see cref="Added"/>.</param>
/// <param name="OldNumber">The line's number in the old text, from 1; null for one that was added.</param>
/// <param name="NewNumber">The line's number in the new text, from 1; null for one that was removed.</param>
/// <param name="Text">The line.</param>
public sealed record DifferenceLine(string Kind, int? OldNumber, int? NewNumber, string Text)
{
    /// <summary>Of a line that both texts have.</summary>
    public const string Common = "Common";

    /// <summary>Of a line that only the old text has.</summary>
    public const string Removed = "Removed";

    /// <summary>Of a line that only the new text has.</summary>
    public const string Added = "Added";

    /// <summary>The line as the unified format has it.</summary>
    public override string ToString() => (Kind == Removed ? '-' : Kind == Added ? '+' : ' ') + Text;
}
