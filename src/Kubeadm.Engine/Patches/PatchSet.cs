using System.Text.Json.Nodes;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Patches;

/// <summary>The patches in a folder, in the order of the names of their files.</summary>
public sealed class PatchSet
{
    private PatchSet(IReadOnlyList<PatchFile> files, IReadOnlyList<IgnoredPatchFile> ignored)
    {
        Files = files;
        Ignored = ignored;
    }

    /// <summary>No patches.</summary>
    public static PatchSet Empty { get; } = new([], []);

    /// <summary>The files of patches.</summary>
    public IReadOnlyList<PatchFile> Files { get; }

    /// <summary>The other files.</summary>
    public IReadOnlyList<IgnoredPatchFile> Ignored { get; }

    /// <summary>Reads the patches of a folder and the folders in it.</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="directory">The folder; null or empty means that there are no patches.</param>
    /// <exception cref="KubeadmException">
    /// <c>InvalidPatch</c>: there is no such folder, a name has an unknown type, or a file is not YAML.
    /// </exception>
    public static PatchSet Load(INodeFileSystem files, string? directory)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (string.IsNullOrEmpty(directory))
        {
            return Empty;
        }

        List<PatchFile> found = [];
        List<IgnoredPatchFile> ignored = [];
        var bytes = 0L;
        foreach (var path in PatchFolder.FilesBelow(files, directory))
        {
            var name = path[(path.LastIndexOf('/') + 1)..];
            if (PatchFileName.Parse(name, out var reason) is not var (target, type))
            {
                ignored.Add(new IgnoredPatchFile(name, reason));
            }
            else if (Read(files, path) is { Length: > 0 } content)
            {
                bytes += content.Length;
                if (found.Count == PatchLimits.Files || bytes > PatchLimits.TotalBytes)
                {
                    throw PatchErrors.TooManyFiles(directory);
                }

                found.Add(new PatchFile(path, target, type, Parse(path, content)));
            }
            else
            {
                ignored.Add(new IgnoredPatchFile(name, "the file is empty"));
            }
        }

        return new PatchSet(found, ignored);
    }

    /// <summary>Applies all patches of a target, in order.</summary>
    /// <param name="target">One of <see cref="PatchTargets.All"/>.</param>
    /// <param name="document">The document; it is not altered.</param>
    /// <exception cref="PatchException">A patch does not apply; the message names its file.</exception>
    public PatchOutcome Apply(string target, JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        PatchTargets.SchemaOf(target);
        List<PatchFile> applied = [];
        foreach (var file in Files.Where(file => file.Target == target))
        {
            document = Apply(file, document);
            applied.AddRange(Enumerable.Repeat(file, file.Patches.Count));
        }

        return new PatchOutcome(document, applied);
    }

    /// <summary>Applies the patches of one file.</summary>
    internal static JsonObject Apply(PatchFile file, JsonObject document)
    {
        foreach (var (patch, index) in file.Patches.Select((patch, index) => (patch, index)))
        {
            try
            {
                document = ApplyOne(file, patch, document) as JsonObject ?? throw PatchErrors.ResultNotObject();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                throw PatchErrors.DoesNotApply(file, index, e);
            }
        }

        return document;
    }

    private static JsonNode ApplyOne(PatchFile file, JsonNode patch, JsonObject document) => file.Type switch
    {
        PatchType.Json => JsonPatch.Apply(document, patch),
        PatchType.Merge => JsonMergePatch.Apply(document, patch),
        _ => StrategicMergePatch.Apply(document, patch, PatchTargets.SchemaOf(file.Target)),
    };

    private static List<JsonNode> Parse(string path, byte[] content)
    {
        try
        {
            return [.. KubeYaml.ReadDocuments(content).Select(document => document.Root).OfType<JsonNode>()];
        }
        catch (KubeadmException e)
        {
            throw PatchErrors.NotYaml(path, e);
        }
    }

    private static byte[] Read(INodeFileSystem files, string path)
    {
        try
        {
            return files.ReadAllBytes(path, FileLimits.Configuration);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or KubeadmException)
        {
            throw PatchErrors.Unreadable(path, e);
        }
    }
}
