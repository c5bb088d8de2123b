using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Values;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Patches;

/// <summary>
/// What can be wrong with a patch or a folder of them. The message of one that lies deep in a patch says the place in it; the patch's
/// file is put before it (<see cref="DoesNotApply"/>).
/// </summary>
internal static class PatchErrors
{
    public static PatchException FolderNotFound(string directory) => new($"the patches' folder {directory} is not there or not a folder")
    {
        Target = directory,
        Remedy = "Make the folder or correct patches.directory.",
    };

    public static PatchException TooManyFiles(string directory) =>
        new($"{directory} has more than {PatchLimits.Files} patch files or {PatchLimits.TotalBytes} bytes of patches") { Target = directory };

    public static PatchException UnknownTypeInName(string name) => new($"{name}: after the + must stand json, merge or strategic")
    {
        Target = name,
        Remedy = "Rename the file: target, a suffix of your choice, + and the type, .yaml or .json.",
    };

    public static PatchException Unreadable(string path, Exception error) => new($"{path} cannot be read: {error.Message}", error) { Target = path };

    public static PatchException NotYaml(string path, KubeadmException problem) => new($"{path}: {problem.Message}", problem) { Target = path };

    /// <summary>A patch of a file does not apply.</summary>
    /// <param name="file">The file.</param>
    /// <param name="index">Which of its patches.</param>
    /// <param name="error">Why.</param>
    public static PatchException DoesNotApply(PatchFile file, int index, Exception error)
    {
        var which = file.Patches.Count > 1 ? $" (document {index + 1})" : "";
        return new PatchException($"{file.Path}{which}: the {file.MediaType} for {file.Target} does not apply: {error.Message}", error)
        {
            Target = file.Path,
            Remedy = "Correct the patch.",
        };
    }

    public static PatchException UnknownTarget(string target) =>
        new($"\"{target}\" cannot be patched; what can be is {string.Join(", ", PatchTargets.All)}");

    public static PatchException NotPatched(string? kind, string? name) =>
        new($"a {kind ?? "document without kind"} named \"{name}\" is not patched by kubeadm; name the target");

    public static PatchException NoDocument() => new("there is no document to patch");

    public static PatchException UnknownMediaType(string? type) => new($"the patch type {type} is not supported");

    public static PatchException ResultNotObject() => new("what it makes of the document is not an object");

    public static PatchException MergePatchNotObject(JsonNode? patch) => new($"a merge patch must be an object, not {Show(patch)}");

    public static PatchException StrategicPatchNotObject() => new("a strategic merge patch must be an object");

    // Of JSON patches:

    public static PatchException NotOperations() => new("a JSON patch must be a list of operations");

    public static PatchException TooManyOperations(int count) => new($"the JSON patch has {count} operations; at most {PatchLimits.Operations} are applied");

    public static PatchException OperationNotObject(int index) => new($"operation {index} of the JSON patch is not an object");

    /// <summary>The error of an operation with its place in the patch.</summary>
    public static PatchException InOperation(int index, string? name, PatchException problem) =>
        new($"operation {index} ({Excerpt.Of(name ?? "none")}): {problem.Message}", problem);

    public static PatchException UnknownOperation() => new("unknown operation; it must be add, remove, replace, move, copy or test");

    public static PatchException FieldMissing(string name) => new($"field \"{name}\" is missing or not a string");

    public static PatchException RootNotReplaceable() => new("the whole document can only be replaced by an object or a list");

    public static PatchException TestFailed(string path) => new($"the value at \"{Excerpt.Of(path)}\" is not the one that is tested for");

    public static PatchException NotAPointer(string path) => new($"the path \"{Excerpt.Of(path)}\" names no field; it must start with a slash");

    public static PatchException NoWay(string path, string part) =>
        new($"the path \"{path}\" leads through \"{Excerpt.Of(part)}\", which the document does not have");

    public static PatchException NothingThere(string path) => new($"the document has nothing at \"{path}\"");

    public static PatchException NotAnIndex(string path, string key) => new($"\"{Excerpt.Of(key)}\" in \"{path}\" is not an index of a list");

    public static PatchException NoElement(string path, int index) => new($"the list has no element {index} (\"{path}\")");

    public static PatchException TooDeep() => new($"values would be nested more than {YamlLimits.Depth} deep");

    public static PatchException CopiesTooMuch() => new($"the patch copies and moves more than {PatchLimits.CopiedCharacters} characters");

    // Of strategic merge patches:

    public static PatchException UnknownField(string owner, string name) =>
        new($"the document's {owner} has no field \"{Excerpt.Of(name)}\" that could be merged");

    public static PatchException FieldNotList(string name) => new($"the field \"{name}\" is not a list");

    public static PatchException DirectiveWithoutField(string key, string directive) =>
        new($"\"{Excerpt.Of(key)}\" must be \"{directive}/\" and the name of a list");

    public static PatchException UnknownObjectDirective(JsonNode? directive) =>
        new($"{Directives.Patch} of an object must be \"replace\" or \"delete\", not {Show(directive)}");

    public static PatchException UnknownElementDirective(JsonNode? directive) =>
        new($"{Directives.Patch} of a list's element must be \"delete\" or \"replace\", not {Show(directive)}");

    public static PatchException RetainedNotList() => new($"{Directives.RetainKeys} must be a list of field names");

    public static PatchException NotRetained(string name) =>
        new($"{Directives.RetainKeys} must name every field that the patch sets; \"{Excerpt.Of(name)}\" is missing");

    public static PatchException OrderNotList(string key) => new($"\"{Excerpt.Of(key)}\" must be a list");

    public static PatchException OrderedNotList(string field) => new($"\"{Excerpt.Of(field)}\" has an order but is not a list");

    public static PatchException OutOfOrder() => new($"the elements of the patch's list are not in the order of its {Directives.SetElementOrder}");

    public static PatchException NoMergeKey(string elements) => new($"a list of {elements} has no key to merge by");

    public static PatchException KeyMissing(string key, JsonNode? element) =>
        new($"an element of a list lacks the field \"{key}\", by which the list is merged: {Show(element)}");

    public static PatchException KeyNotScalar(string key, JsonNode? element) =>
        new($"the field \"{key}\", by which a list is merged, must be a scalar: {Show(element)}");

    public static PatchException ListTooLong(int count) => new($"lists of {count} elements are not merged; at most {PatchLimits.ListElements} are");

    public static PatchException OrderedEmpty() => new("a list that is put in order must not be empty");

    public static PatchException ListOfLists() => new("lists of lists cannot be merged");

    public static PatchException ListOfNulls() => new("lists of nulls cannot be merged");

    public static PatchException MixedList() => new("the elements of a list that is merged must all be of one type");

    private static string Show(JsonNode? value) => Excerpt.Of(value?.ToJsonString() ?? "null");
}
