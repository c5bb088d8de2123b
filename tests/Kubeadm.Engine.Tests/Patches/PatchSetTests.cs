using System.Text.Json.Nodes;
using Kubeadm.Engine.Patches;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Patches;

public sealed class PatchSetTests
{
    private const string Folder = "/patches";

    [Theory]
    [InlineData("etcd.yaml", "etcd", PatchType.Strategic)]
    [InlineData("kube-apiserver0+json.json", "kube-apiserver", PatchType.Json)]
    [InlineData("kube-scheduler-my_suffix+merge.yaml", "kube-scheduler", PatchType.Merge)]
    [InlineData("etcdjson.yaml", "etcd", PatchType.Strategic)]
    [InlineData("kubeletconfiguration+strategic.v2.yaml", "kubeletconfiguration", PatchType.Strategic)]
    public void A_name_tells_target_and_type(string name, string target, PatchType type)
    {
        var file = Assert.Single(Load((name, "{a: 1}")).Files);
        Assert.Equal((target, type, name), (file.Target, file.Type, file.Name));
    }

    [Theory]
    [InlineData("etcd.yml")]
    [InlineData("Etcd.yaml")]
    [InlineData("my-etcd.yaml")]
    [InlineData("README.md")]
    public void Other_files_are_left_out(string name) => Assert.Equal(name, Assert.Single(Load((name, "{a: 1}")).Ignored).Name);

    [Fact]
    public void An_empty_file_is_left_out() => Assert.Single(Load(("etcd.yaml", "")).Ignored);

    [Theory]
    [InlineData("etcd+.yaml")]
    [InlineData("etcd+xml.yaml")]
    public void An_unknown_type_is_an_error(string name) =>
        Assert.Equal("InvalidPatch", Assert.Throws<PatchException>(() => Load((name, "{a: 1}"))).ErrorId);

    [Fact]
    public void Something_that_is_not_yaml_is_an_error() =>
        Assert.Contains("/patches/etcd.yaml", Assert.Throws<PatchException>(() => Load(("etcd.yaml", "{a: [")) ).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_folder_is_an_error() =>
        Assert.Throws<PatchException>(() => PatchSet.Load(new MemoryFileSystem(), "/none"));

    [Fact]
    public void Documents_and_files_apply_in_order()
    {
        var patches = Load(
            ("etcd1+merge.yaml", "{spec: {nodeName: third}}"),
            ("etcd0.yaml", "spec: {nodeName: first}\n---\n\n---\nspec: {nodeName: second, hostname: kept}\n"),
            ("kube-scheduler.yaml", "{spec: {nodeName: other}}"));
        var outcome = patches.Apply("etcd", Pod("etcd"));
        Assert.Equal("third", outcome.Result["spec"]!["nodeName"]!.ToString());
        Assert.Equal("kept", outcome.Result["spec"]!["hostname"]!.ToString());
        Assert.Equal(["etcd0.yaml", "etcd0.yaml", "etcd1+merge.yaml"], outcome.Applied.Select(file => file.Name));
        Assert.Equal("application/merge-patch+json", outcome.Applied[^1].MediaType);
    }

    [Fact]
    public void A_patch_that_does_not_apply_is_named()
    {
        var patches = Load(("etcd+json.json", """[{"op": "remove", "path": "/spec/none"}]"""));
        var error = Assert.Throws<PatchException>(() => patches.Apply("etcd", Pod("etcd")));
        Assert.Contains("/patches/etcd+json.json", error.Message, StringComparison.Ordinal);
        Assert.Contains("/spec/none", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_goes_on_after_a_patch_that_does_not_apply()
    {
        var patches = Load(
            ("etcd0+json.json", """[{"op": "test", "path": "/spec/nodeName", "value": "x"}]"""),
            ("etcd1.yaml", "{spec: {nodeName: new}, unknown: 1}"));
        var preview = PatchTrial.Run(patches, Pod("etcd").ToJsonString());
        Assert.False(preview.IsValid);
        Assert.Equal([false, true], preview.Files.Select(file => file.IsApplied));
        Assert.Contains("+  nodeName: new\n", preview.Difference, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown", preview.Result, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_of_a_pod_with_a_wrong_type_is_invalid()
    {
        var preview = PatchTrial.Run(Load(("etcd.yaml", "{spec: {hostNetwork: maybe}}")), Pod("etcd").ToJsonString());
        Assert.False(preview.IsValid);
        Assert.NotNull(preview.Error);
    }

    [Fact]
    public void A_document_that_cannot_be_patched_is_refused() =>
        Assert.Throws<PatchException>(() => PatchTrial.Run(PatchSet.Empty, "{kind: Service, metadata: {name: a}}"));

    private static PatchSet Load(params (string Name, string Text)[] contents)
    {
        var files = new MemoryFileSystem();
        foreach (var (name, text) in contents)
        {
            files.Add($"{Folder}/{name}", text);
        }

        return PatchSet.Load(files, Folder);
    }

    private static JsonObject Pod(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = name }) },
    };
}
