using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Patches;

/// <summary>A format of patches.</summary>
public enum PatchType
{
    /// <summary>Strategic merge patch; what a file holds whose name does not say.</summary>
    Strategic,

    /// <summary>Merge patch, RFC 7386.</summary>
    Merge,

    /// <summary>JSON patch, RFC 6902.</summary>
    Json,
}

/// <summary>A file of patches.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Target">What it patches: one of <see cref="PatchTargets.All"/>.</param>
/// <param name="Type">The format of its patches.</param>
/// <param name="Patches">Its patches, one per document.</param>
public sealed record PatchFile(string Path, string Target, PatchType Type, IReadOnlyList<JsonNode> Patches)
{
    /// <summary>The file's name.</summary>
    public string Name => Path[(Path.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>The media type of its patches, as Kubernetes' API names it.</summary>
    public string MediaType => Type switch
    {
        PatchType.Json => "application/json-patch+json",
        PatchType.Merge => "application/merge-patch+json",
        _ => "application/strategic-merge-patch+json",
    };
}

/// <summary>A file in the folder of patches that is not one.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Reason">Why it is left out.</param>
public sealed record IgnoredPatchFile(string Name, string Reason);

/// <summary>What came of patching a document.</summary>
/// <param name="Result">The patched document.</param>
/// <param name="Applied">The file of each patch that was applied, in order; one that holds several patches stands here as often.</param>
public sealed record PatchOutcome(JsonObject Result, IReadOnlyList<PatchFile> Applied);
