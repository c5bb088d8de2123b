using System.Text.Json.Nodes;
using Kubeadm.Engine.Differences;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Patches;

/// <summary>Patches that are small and would make a document huge or deep, or need ever more.</summary>
public sealed class PatchLimitsTests
{
    [Fact]
    public void Copies_within_one_another_do_not_make_a_document_deeper_than_any()
    {
        var operations = Enumerable.Range(0, 16).Select(i => Operation("copy", "/a", "/a" + string.Concat(Enumerable.Repeat("/x", 1 << i))));

        var error = Assert.Throws<PatchException>(() => JsonPatch.Apply(Document("""{"a":{}}"""), new JsonArray([.. operations])));

        Assert.Contains("more than 500 deep", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_of_copies_end_before_they_fill_the_memory()
    {
        var operations = Enumerable.Range(0, 22).Select(i => Operation("copy", "/a", $"/a/x{i}"));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<PatchException>(() => JsonPatch.Apply(Document("""{"a":{"b":"0123456789"}}"""), new JsonArray([.. operations])));

        Assert.Contains("copies and moves more than", error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200_000_000);
    }

    [Fact]
    public void Values_are_not_put_deeper_than_any_document_is()
    {
        var value = JsonNode.Parse(new string('[', 60) + new string(']', 60));
        var add = new JsonObject { ["op"] = "add", ["path"] = "/a" + string.Concat(Enumerable.Repeat("/0", 450)), ["value"] = value };
        var document = new JsonObject { ["a"] = Nest(460) };

        Assert.Throws<PatchException>(() => JsonPatch.Apply(document, new JsonArray(add)));

        static JsonNode Nest(int depth)
        {
            JsonNode inner = new JsonArray();
            for (var i = 1; i < depth; i++)
            {
                inner = new JsonArray(inner);
            }

            return inner;
        }
    }

    [Fact]
    public void Too_many_operations_are_refused() => Assert.Throws<PatchException>(() => JsonPatch.Apply(
        [], new JsonArray([.. Enumerable.Range(0, 10_001).Select(_ => Operation("test", "", "/a"))])));

    [Fact]
    public void Lists_of_thousands_are_merged_without_tables_of_all_for_each_and_longer_ones_refused()
    {
        var (document, patch) = (Pod("a", 4000), Pod("b", 4000));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var merged = StrategicMergePatch.Apply(document, patch, PatchSchema.Pod);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8000 * 2048);
        Assert.Equal(8000, merged["spec"]!["volumes"]!.AsArray().Count);
        Assert.Throws<PatchException>(() => StrategicMergePatch.Apply(Pod("a", 6000), Pod("b", 6000), PatchSchema.Pod));
    }

    [Fact]
    public void Thousands_of_null_fields_are_dropped_without_a_copy_for_each()
    {
        var patch = new JsonObject { ["spec"] = new JsonObject(Enumerable.Range(0, 100_000).Select(i => KeyValuePair.Create($"f{i}", (JsonNode?)null))) };
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Empty(JsonMergePatch.Apply([], patch)["spec"]!.AsObject());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000 * 100);
    }

    [Fact]
    public void Long_texts_that_share_nothing_are_compared_without_a_table_of_both()
    {
        var before = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"a{i}\n"));
        var after = "same\n" + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"b{i}\n"));

        var difference = UnifiedDifference.Create("same\n" + before, after, "x", "y");

        Assert.Equal((30_000, 30_000), (difference.Split("\n-a").Length - 1, difference.Split("\n+b").Length - 1));
    }

    [Fact]
    public void A_patch_that_is_not_UTF8_or_too_large_is_refused_with_its_path()
    {
        var files = new MemoryFileSystem().AddDirectory("/p");
        files.WriteAllBytes("/p/etcd.yaml", [(byte)'a', (byte)':', 0xFF], NodeFileModes.PublicFile);
        Assert.Contains("/p/etcd.yaml", Assert.Throws<PatchException>(() => PatchSet.Load(files, "/p")).Message, StringComparison.Ordinal);

        files.WriteAllBytes("/p/etcd.yaml", new byte[5_000_000], NodeFileModes.PublicFile);
        Assert.Contains("/p/etcd.yaml", Assert.Throws<PatchException>(() => PatchSet.Load(files, "/p")).Message, StringComparison.Ordinal);
    }

    private static JsonObject Pod(string prefix, int volumes) => new()
    {
        ["spec"] = new JsonObject { ["volumes"] = new JsonArray([.. Enumerable.Range(0, volumes).Select(i => new JsonObject { ["name"] = $"{prefix}{i}" })]) },
    };

    private static JsonObject Document(string json) => JsonNode.Parse(json)!.AsObject();

    private static JsonObject Operation(string name, string from, string path) => new() { ["op"] = name, ["from"] = from, ["path"] = path };
}
