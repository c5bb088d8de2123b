namespace Kubeadm;

/// <summary>Something that is not right with a document.</summary>
/// <param name="Severity">How grave it is, a word of <see cref="FindingSeverity"/>.</param>
/// <param name="Field">The field's path, for example <c>networking.serviceSubnet</c>; empty for the whole document.</param>
/// <param name="Message">What is wrong, with the value and the remedy. Never a secret.</param>
/// <param name="Line">The line in the input, from 1, where it is known.</param>
public sealed record Finding(string Severity, string Field, string Message, int? Line = null)
{
    /// <summary>
    /// Whether only a strict reader objects (an unknown field, a key set twice).
    /// kubeadm warns of these when it runs and refuses them in <c>config validate</c>.
    /// </summary>
    public bool IsStrict { get; init; }

    /// <summary>The file that the document is in, as its user calls it; null where that is not known. <see cref="Line"/> counts from its start.</summary>
    public string? File { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Place + (Field.Length == 0 ? Message : $"{Field}: {Message}");

    private string Place => (File, Line) switch
    {
        (null, null) => "",
        (null, { } line) => $"line {line}: ",
        ({ } file, null) => $"{file}: ",
        ({ } file, { } line) => $"{file}, line {line}: ",
    };
}
