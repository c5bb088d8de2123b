using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Serialization.Yaml;

public class ReferenceRoundTripTests
{
    [SkippableFact]
    public void What_kubeadm_wrote_is_written_the_same()
    {
        var folder = ReferenceData.Require();
        var differing = new List<string>();
        var count = 0;
        foreach (var file in WrittenByKubeadm(folder))
        {
            var text = File.ReadAllText(file);
            var written = string.Join("---\n", KubeYaml.ReadDocuments(text).Select(document => KubeYaml.Write(document.Root)));
            count++;
            if (written != text)
            {
                differing.Add(Path.GetRelativePath(folder, file));
            }
        }

        Assert.Empty(differing);
        Assert.True(count > 50, $"only {count} files were found");
    }

    private static IEnumerable<string> WrittenByKubeadm(string folder) =>
        Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "instance-config.yaml") // not made by a YAML library: always quoted
            .Where(file => file.Contains("/expected/files/", StringComparison.Ordinal)
                || file.EndsWith("/migrate.yaml", StringComparison.Ordinal)
                || file.Contains("/print/", StringComparison.Ordinal));
}
