using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>A node whose etcd makes its data its own, and then runs with them or not.</summary>
internal static class EtcdDataCase
{
    public const string NewData = "data of 3.6.8";
    public const string OldData = UpgradeRunCase.OldEtcdData;

    private static readonly string[] Files = [UpgradeRunCase.EtcdData, UpgradeRunCase.EtcdLog];

    /// <summary>A new etcd makes its data its own before anything becomes of it.</summary>
    /// <param name="fate">What becomes of etcd, by whether it is the new one and by its data.</param>
    /// <param name="members">How many members there are.</param>
    /// <param name="dataDirectory">The folder of data as it is configured.</param>
    public static async Task<UpgradeRunCase> CreateAsync(Func<bool, string, PodFate> fate, int members = 1, string dataDirectory = "/var/lib/etcd")
    {
        var node = await UpgradeRunCase.CreateAsync(etcd: $"{{local: {{dataDir: {dataDirectory}}}}}");
        node.Cluster.Etcd.Members.AddRange(Enumerable.Range(2, members - 1).Select(id => FakeEtcdCluster.Voter((ulong)id, $"192.0.2.{9 + id}")));
        node.Kubelet.Fate = (component, manifest) =>
        {
            if (component != "etcd")
            {
                return PodFate.Runs;
            }

            var isNew = manifest != node.OldManifests["etcd"];
            var data = DataOf(node);
            if (isNew)
            {
                data = NewData;
                Files.ToList().ForEach(file => node.Memory.Add(file, data));
            }

            return fate(isNew, data);
        };
        return node;
    }

    /// <summary>The data, which have to be whole: of one time, and nothing else with them.</summary>
    public static string DataOf(UpgradeRunCase node)
    {
        Assert.Equal(Files.Order(StringComparer.Ordinal), node.Memory.AllFiles.Where(file => file.StartsWith("/var/lib/etcd/", StringComparison.Ordinal)));
        return Assert.Single(Files.Select(node.Memory.ReadText).Distinct());
    }
}
