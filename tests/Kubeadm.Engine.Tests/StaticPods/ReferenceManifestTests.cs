using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Differences;
using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;
using Xunit.Abstractions;

namespace Kubeadm.Engine.Tests.StaticPods;

/// <summary>Manifests and kubelet files of every reference case, byte for byte.</summary>
public sealed class ReferenceManifestTests(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task Manifests_and_kubelet_files_of_every_case_are_equal()
    {
        var root = ReferenceData.Require("init");
        List<string> failures = [];
        var count = 0;
        foreach (var folder in Directory.GetDirectories(root).Order(StringComparer.Ordinal))
        {
            var expected = Path.Combine(folder, "expected", "files");
            var config = Path.Combine(folder, "config.yaml");
            if (!Directory.Exists(expected) || !File.Exists(config))
            {
                continue;
            }

            foreach (var (name, text) in await Make(folder, File.ReadAllText(config)))
            {
                count++;
                if (File.ReadAllText(Path.Combine(expected, name)) is var wanted && wanted != text)
                {
                    failures.Add(UnifiedDifference.Create(wanted, text, $"{Path.GetFileName(folder)}/{name}", "made"));
                }
            }
        }

        output.WriteLine($"{count - failures.Count} of {count} files equal");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(count > 0);
    }

    private static async Task<List<(string Name, string Text)>> Make(string folder, string yaml)
    {
        var node = new FakeNode();
        var options = new LoadOptions { SkipCriDetection = true, ForNode = false };
        var loaded = await ConfigurationLoader.LoadInitAsync(yaml, new InitFlags(), node, options, CancellationToken.None);
        var configuration = loaded.Configuration;
        var patches = PatchSet.Empty;
        if (configuration.Patches is { Directory.Length: > 0 } where)
        {
            patches = PatchSet.Load(new LocalFileSystem(), Path.Combine(folder, where.Directory));
        }

        List<(string, string)> made = [];
        var manifests = new StaticPodManifests(node, configuration);
        var writer = new StaticPodWriter(node.Files, KubernetesPaths.ManifestsDirectory);
        IEnumerable<string> components = configuration.Cluster.Etcd.External is null
            ? [.. StaticPodComponents.ControlPlane, ComponentNames.Etcd]
            : StaticPodComponents.ControlPlane;
        foreach (var component in components)
        {
            var result = writer.Ensure(manifests.Create(component), patches);
            Assert.Equal(ChangeAction.Create, result.Change.Action);
            Assert.Equal(ChangeAction.Unchanged, writer.Ensure(manifests.Create(component), patches).Change.Action);
            made.Add(($"{component}.yaml", node.Memory.ReadText(result.Change.Target)));
        }

        var registration = configuration.NodeRegistration;
        var flags = KubeletFlags.Create(configuration.Cluster, registration, node.Network.HostName, registerTaints: false);
        made.Add(("kubeadm-flags.env", KubeletFlags.Render(flags)));
        var instance = KubeletConfigFiles.RenderInstance(registration.CriSocket);
        made.Add(("instance-config.yaml", instance));
        made.Add(("config.yaml", KubeletConfigFiles.Render(configuration.Cluster.Components.Kubelet.Document, patches, instance).Yaml));
        return made;
    }
}
