using System.Collections;
using System.Management.Automation;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.PowerShell.Results;

namespace Kubeadm.PowerShell;

/// <summary>
/// Reads what a parameter for configurations takes: paths, files of Get-Item, texts of several lines, documents of the cmdlets that return
/// such, and hashtables. Documents are counted over all that is read, so that a finding in one can say which it is.
/// </summary>
/// <param name="paths">What paths mean.</param>
/// <param name="files">Where files are.</param>
internal sealed class ConfigurationSources(FilePaths paths, INodeFileSystem files)
{
    private static readonly string[] NeededFields = ["apiVersion", "kind"];

    private static readonly string[] PathProperties = ["FullName", "Path", "Config"];

    private int _documents;

    /// <summary>Whether something is a document itself, and neither a text nor the name of one.</summary>
    public static bool IsDocument(object? source) => SecretTransformationAttribute.Bare(source) is not string && PathOf(source) is null;

    /// <summary>Whether an object of the pipeline is meant as a configuration: a file, a document or a hashtable.</summary>
    public static bool IsConfiguration(object? source) => source is not null && SecretTransformationAttribute.Bare(source) switch
    {
        FileSystemInfo or KubeadmDocument or IDictionary or string => true,
        PSCustomObject => KubeadmDocuments.IsDocument(source) || PSObject.AsPSObject(source).Properties["apiVersion"] is not null,
        _ => false,
    };

    /// <summary>Reads one thing, which for a pattern may be several files.</summary>
    /// <exception cref="KubeadmException">It cannot be read, or is nothing that a configuration can be read from.</exception>
    public IEnumerable<ConfigurationFile> Read(object source)
    {
        var bare = SecretTransformationAttribute.Bare(source);
        return bare switch
        {
            object?[] list => list.OfType<object>().SelectMany(Read),
            string text when text.Contains('\n', StringComparison.Ordinal) => [new ConfigurationFile(null, text)],
            string path => paths.Expand(path, files.FileExists).Select(file => ReadFile(WildcardPattern.ContainsWildcardCharacters(path) ? file : path, file)),
            _ when PathOf(source) is { } path => [ReadLiteral(path)],
            _ => [ReadDocument(source)],
        };
    }

    /// <summary>Reads files that stand each for themselves, named by their absolute paths.</summary>
    /// <inheritdoc cref="Read"/>
    public IEnumerable<ConfigurationFile> ReadEach(object source) => SecretTransformationAttribute.Bare(source) is string path && !path.Contains('\n', StringComparison.Ordinal)
        ? paths.Expand(path, files.FileExists).Select(file => ReadFile(file, file))
        : Read(source);

    /// <summary>Reads a file by its name, whatever letters that has.</summary>
    public ConfigurationFile ReadLiteral(string path) => ReadFile(path, paths.Resolve(path));

    private ConfigurationFile ReadFile(string name, string path) => new(name, ConfigurationFiles.ReadText(files, path));

    private ConfigurationFile ReadDocument(object source)
    {
        var place = $"document {++_documents}";
        var missing = NeededFields.Where(field => FieldOf(source, field) is null or "").ToList();
        if (missing.Count > 0 && !KubeadmDocuments.IsDocument(source))
        {
            throw NotADocument(place, source, missing);
        }

        return new ConfigurationFile(NameOf(place, source), KubeadmDocuments.TextOf(source));
    }

    /// <summary>Which document of how many, and its kind: what stands in findings in the place of a file.</summary>
    private static string NameOf(string place, object source) => $"{place} ({FieldOf(source, "kind")})";

    private static string? FieldOf(object source, string field)
    {
        var value = SecretTransformationAttribute.Bare(source) is IDictionary map
            ? map.Keys.Cast<object>().Where(key => field.Equals(key.ToString(), StringComparison.OrdinalIgnoreCase)).Select(key => map[key]).FirstOrDefault()
            : PSObject.AsPSObject(source).Properties[field]?.Value;
        return value?.ToString();
    }

    /// <summary>The path of an object that stands for a file; null for what is a document itself.</summary>
    private static string? PathOf(object? source) => SecretTransformationAttribute.Bare(source) switch
    {
        FileSystemInfo file => file.FullName,
        PSCustomObject when FieldOf(source!, "apiVersion") is null => PathProperties.Select(name => FieldOf(source!, name)).FirstOrDefault(path => path is { Length: > 0 }),
        _ => null,
    };

    private static KubeadmException NotADocument(string place, object source, IReadOnlyList<string> missing)
    {
        var isMap = SecretTransformationAttribute.Bare(source) is IDictionary or PSCustomObject;
        return new KubeadmException(
            ConfigurationException.Id,
            isMap
                ? $"{place} does not say what it is: it has no {string.Join(" and no ", missing)}"
                : $"{place}: an object of type {SecretTransformationAttribute.Bare(source)?.GetType().FullName} is no configuration")
        {
            Kind = KubeadmErrorKind.InvalidInput,
            Target = place,
            Remedy = isMap
                ? "Give it, for example @{ apiVersion = 'kubeadm.k8s.io/v1beta4'; kind = 'ClusterConfiguration' } with its fields beside them."
                : "Give paths, files of Get-Item, documents of New-KubeadmConfig or Get-KubeadmConfig, or hashtables.",
        };
    }
}
