namespace Kubeadm;

/// <summary>What a folder of patches would make of a document. Nothing is written.</summary>
/// <param name="Target">The target that the document is.</param>
/// <param name="Result">The patched document as YAML; files that do not apply are left out of it.</param>
/// <param name="Difference">The document and the result compared in the unified format; empty when nothing changes.</param>
/// <param name="Files">The files that are for this target, in the order in which they apply.</param>
/// <param name="Error">Why the result is no document of its kind any more, or null.</param>
public sealed record PatchPreview(string Target, string Result, string Difference, KubeList<PatchFilePreview> Files, string? Error)
{
    /// <summary>Whether every file applies and the result is still a document of its kind.</summary>
    public bool IsValid => Error is null && Files.All(file => file.IsApplied);

    /// <summary>The names of the files that apply.</summary>
    public KubeList<string> Applied => [.. Files.Where(file => file.IsApplied).Select(file => file.Name)];

    /// <summary>The files that do not apply, each with the reason.</summary>
    public KubeList<string> NotApplied => [.. Files.Where(file => !file.IsApplied).Select(file => $"{file.Name}: {file.Error}")];

    /// <inheritdoc/>
    public override string ToString() => $"{Target}: {(IsValid ? "valid" : "not valid")}";
}
