namespace Kubeadm;

/// <summary>What a file of patches does to a document.</summary>
/// <param name="Path">The file.</param>
/// <param name="Type">The format of its patches: <c>Strategic</c>, <c>Merge</c>, <c>Json</c>.</param>
/// <param name="Error">Why it does not apply, or null when it does.</param>
public sealed record PatchFilePreview(string Path, string Type, string? Error)
{
    /// <summary>The file's name.</summary>
    public string Name => Path[(Path.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>Whether it applies.</summary>
    public bool IsApplied => Error is null;

    /// <inheritdoc/>
    public override string ToString() => $"{Path} ({Type}): {Error ?? "applies"}";
}
