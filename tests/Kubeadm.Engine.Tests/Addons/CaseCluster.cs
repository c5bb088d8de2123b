using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Addons;

/// <summary>The cluster of v1.35.6 of the reference cases of upgrades, with what a case lays over it.</summary>
internal static class CaseCluster
{
    /// <summary>A server with the objects of a case; the test is skipped where there are no cases.</summary>
    /// <param name="name">The case; empty means the cluster as it is.</param>
    public static InMemoryApiServer Load(string name)
    {
        var server = new InMemoryApiServer(TimeProvider.System);
        var overlay = ReferenceData.Require("cases", name, "overlay");
        var files = FilesBelow(ReferenceData.Require("cases", "_fixtures", "cp-1.35", "api"));
        foreach (var (path, file) in name.Length == 0 ? [] : FilesBelow(Path.Combine(overlay, "api")))
        {
            files[path] = file;
        }

        var removed = Path.Combine(overlay, "remove");
        foreach (var path in name.Length > 0 && File.Exists(removed) ? File.ReadAllText(removed).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries) : [])
        {
            Assert.True(files.Remove(path["api/".Length..]) || files.Remove(path), path);
        }

        foreach (var (path, file) in files.Where(entry => entry.Key.Contains("/v1/", StringComparison.Ordinal) || entry.Key.StartsWith("v1/", StringComparison.Ordinal)))
        {
            server.Seed(Path.GetFileName(Path.GetDirectoryName(path)!), KubeYaml.ReadDocuments(File.ReadAllText(file))[0].Root!.AsObject());
        }

        return server;
    }

    /// <summary>What a case's first run of kubeadm wrote under a key of a ConfigMap.</summary>
    public static string Written(string name, string key)
    {
        var lines = File.ReadAllLines(ReferenceData.Require("cases", name, "expected.txt"));
        var start = Array.IndexOf(lines, $"  data {key}: |");
        Assert.True(start > 0, $"{name} has no {key}");
        return string.Concat(lines.Skip(start + 1).TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line[4..] + "\n"));
    }

    private static Dictionary<string, string> FilesBelow(string folder) => !Directory.Exists(folder) ? [] : Directory
        .EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), file => file);
}
