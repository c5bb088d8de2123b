using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Patches;

/// <summary>
/// The JSON patch of RFC 6902, with the liberties that Kubernetes' implementation takes: list indexes may be negative and count
/// from the end, <c>replace</c> and <c>copy</c> take a missing field of an object for null, and an operation without <c>value</c> has null.
/// </summary>
public static class JsonPatch
{
    /// <summary>Applies a patch; neither argument is altered.</summary>
    /// <param name="target">The document.</param>
    /// <param name="patch">The list of operations; null is an empty one.</param>
    /// <exception cref="PatchException">
    /// The patch is malformed, an operation does not apply, a test fails, or the operations would make the document too deep or too large.
    /// </exception>
    public static JsonNode Apply(JsonObject target, JsonNode? patch)
    {
        ArgumentNullException.ThrowIfNull(target);
        var root = target.DeepClone();
        if (patch is null)
        {
            return root;
        }

        if (patch is not JsonArray operations)
        {
            throw PatchErrors.NotOperations();
        }

        if (operations.Count > PatchLimits.Operations)
        {
            throw PatchErrors.TooManyOperations(operations.Count);
        }

        var size = new JsonSize();
        for (var i = 0; i < operations.Count; i++)
        {
            var operation = operations[i] as JsonObject ?? throw PatchErrors.OperationNotObject(i);
            try
            {
                root = Apply(root, operation, size);
            }
            catch (PatchException e)
            {
                throw PatchErrors.InOperation(i, JsonValues.Text(operation["op"]), e);
            }
        }

        return root;
    }

    private static JsonNode Apply(JsonNode root, JsonObject operation, JsonSize size)
    {
        switch (JsonValues.Text(operation["op"]))
        {
            case "add":
                JsonPointer.Find(root, Field(operation, "path")).Add(Value(operation));
                return root;
            case "remove":
                JsonPointer.Find(root, Field(operation, "path")).Remove();
                return root;
            case "replace":
                return Replace(root, operation);
            case "move":
                var source = JsonPointer.Find(root, Field(operation, "from"));
                var moved = source.Get();
                size.Count(moved);
                source.Remove();
                JsonPointer.Find(root, Field(operation, "path")).Add(moved);
                return root;
            case "copy":
                var copied = JsonPointer.Find(root, Field(operation, "from")).Get();
                size.Count(copied);
                JsonPointer.Find(root, Field(operation, "path")).Add(copied?.DeepClone());
                return root;
            case "test":
                Test(root, operation);
                return root;
            default:
                throw PatchErrors.UnknownOperation();
        }
    }

    private static JsonNode Replace(JsonNode root, JsonObject operation)
    {
        var path = Field(operation, "path");
        var value = Value(operation);
        if (path.Length == 0)
        {
            return value is JsonObject or JsonArray ? value : throw PatchErrors.RootNotReplaceable();
        }

        var place = JsonPointer.Find(root, path);
        place.Get();
        place.Set(value);
        return root;
    }

    private static void Test(JsonNode root, JsonObject operation)
    {
        var path = Field(operation, "path");
        var actual = path.Length == 0 ? root : JsonPointer.Find(root, path).Get();
        if (!JsonValues.DeepEquals(actual, operation["value"]))
        {
            throw PatchErrors.TestFailed(path);
        }
    }

    private static JsonNode? Value(JsonObject operation) => operation["value"]?.DeepClone();

    private static string Field(JsonObject operation, string name) => JsonValues.Text(operation[name]) ?? throw PatchErrors.FieldMissing(name);
}
