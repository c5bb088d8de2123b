using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Join;

/// <summary>The recorded life of a real cluster, its joins done again: the same files to the byte.</summary>
public sealed class ReferenceJoinTests
{
    [SkippableFact]
    public async Task A_control_plane_writes_what_kubeadms_did()
    {
        var expected = ReferenceData.Require("live", "cp2");
        using var join = await RecordedAsync();
        await join.JoinAsync(join.DryRequest(join.ControlPlane));
        var root = Path.Combine(join.Output, "root");
        foreach (var manifest in Directory.EnumerateFiles(Path.Combine(expected, "manifests")).Where(f => Path.GetFileName(f) != "etcd.yaml"))
        {
            Assert.Equal(File.ReadAllText(manifest), File.ReadAllText(Path.Combine(root, "etc/kubernetes/manifests", Path.GetFileName(manifest))));
        }

        AssertKubeletFiles(expected, root);
    }

    [SkippableFact]
    public async Task Its_etcd_manifest_names_both_members()
    {
        var expected = File.ReadAllText(ReferenceData.Require("live", "cp2", "manifests", "etcd.yaml"));
        using var join = await RecordedAsync();
        await join.JoinAsync(JoinCase.Request(join.ControlPlane) with { Phases = ["control-plane-prepare"] });
        await join.JoinAsync(JoinCase.Request(join.ControlPlane) with { Phases = ["kubelet-start", "etcd-join"] });
        Assert.Equal(expected, join.Node.Memory.ReadText(JoinCase.EtcdManifest));
    }

    [SkippableFact]
    public async Task A_worker_writes_what_kubeadms_did()
    {
        var expected = ReferenceData.Require("live", "w1");
        using var join = await RecordedAsync();
        join.Node.FakeNetwork.HostName = "w1";
        await join.JoinAsync(join.DryRequest(join.Worker));
        AssertKubeletFiles(expected, Path.Combine(join.Output, "root"));
    }

    private static void AssertKubeletFiles(string expected, string root)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(expected, "var-lib-kubelet")))
        {
            Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(root, "var/lib/kubelet", Path.GetFileName(file))));
        }
    }

    /// <summary>The recorded configurations in the place of the case's own.</summary>
    private static async Task<JoinCase> RecordedAsync()
    {
        var maps = ReferenceData.Require("live", "after-join", "kube-system-configmaps.yaml");
        var join = await JoinCase.CreateAsync();
        join.Node.FakeNetwork.HostName = "cp2";
        foreach (var map in KubeYaml.ReadDocuments(await File.ReadAllTextAsync(maps))[0].Root!["items"]!.AsArray().OfType<JsonObject>())
        {
            if ((string?)map["metadata"]!["name"] is "kubeadm-config" or "kubelet-config" or "kube-proxy")
            {
                join.Server.Seed("configmaps", map);
            }
        }

        return join;
    }
}
