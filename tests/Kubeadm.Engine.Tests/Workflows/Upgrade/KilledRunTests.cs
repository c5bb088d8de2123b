using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>An upgrade may be killed before any of its changes: running it again ends as if it had not been.</summary>
public sealed class KilledRunTests
{
    [Fact]
    public async Task Wherever_a_run_is_killed_the_next_one_ends_the_same()
    {
        var whole = await UpgradeRunCase.CreateAsync();
        var before = whole.Files();
        whole.Restart();
        await whole.ApplyAsync();

        for (var end = 1; end <= whole.Life.Changes; end++)
        {
            var node = await UpgradeRunCase.CreateAsync();
            var files = node.Files();
            node.Restart(endsAt: end);
            await Assert.ThrowsAnyAsync<Exception>(() => node.ApplyAsync());
            node.Restart();
            try
            {
                await node.ApplyAsync();
                AssertSame(whole, before, node, files);
            }
            catch (Exception difference)
            {
                throw new InvalidOperationException($"after a run that was killed before change {end} of {whole.Life.Changes}", difference);
            }
        }
    }

    [Theory]
    [InlineData("etcd")]
    [InlineData("kube-apiserver")]
    public async Task Wherever_a_run_is_killed_that_takes_back_a_component_the_next_one_ends_well(string failing)
    {
        var whole = await CreateFailingAsync(failing);
        whole.Restart();
        var noticed = 0;
        whole.Kubelet.Noticed = component => noticed = component == failing && noticed == 0 ? whole.Life.Changes : noticed;
        await whole.FailAsync();
        Assert.InRange(noticed, 1, whole.Life.Changes - 1);

        for (var end = noticed; end <= whole.Life.Changes; end++)
        {
            var node = await CreateFailingAsync(failing);
            node.Restart(endsAt: end);
            await Assert.ThrowsAnyAsync<Exception>(() => node.ApplyAsync());
            node.SetFate(failing, PodFate.Runs);
            node.Restart();
            node.Kubelet.StartAgain(failing);

            Assert.Equal(UpgradeRunCase.New, (await node.ApplyAsync()).ToVersion);
            Assert.All(node.Manifests, manifest => Assert.Equal(node.Rendered(manifest.Key), manifest.Value));
            Assert.True(node.Kubelet.ServesApi);
        }
    }

    [Fact]
    public async Task A_copy_of_etcds_data_that_was_not_whole_when_the_run_was_killed_does_not_look_like_one()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Restart();
        node.Copying = _ =>
        {
            node.Life.EndsAt = node.Life.Changes + 1;
            return 0;
        };
        await Assert.ThrowsAnyAsync<Exception>(() => node.ApplyAsync());
        Assert.Equal(["etcd.partial"], node.Memory.List(Assert.Single(node.Kept("kubeadm-backup-etcd"))));
        node.Copying = _ => 0;
        node.Restart();

        await node.ApplyAsync();

        Assert.Equal(["etcd", "etcd.partial"], node.Kept("kubeadm-backup-etcd").SelectMany(node.Memory.List).Order(StringComparer.Ordinal));
    }

    private static async Task<UpgradeRunCase> CreateFailingAsync(string component)
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate(component, PodFate.EndsAgainAndAgain);
        return node;
    }

    private static void AssertSame(UpgradeRunCase whole, IReadOnlyDictionary<string, string> before, UpgradeRunCase node, IReadOnlyDictionary<string, string> files)
    {
        Assert.Equal(whole.Manifests, node.Manifests);
        Assert.Equal(whole.ChangedSince(before), node.ChangedSince(files));
        foreach (var path in whole.Files().Keys.Where(path => path.StartsWith("/var/lib/", StringComparison.Ordinal)))
        {
            Assert.Equal(whole.Memory.ReadText(path), node.Memory.ReadText(path));
        }

        foreach (var path in node.Files().Keys.Where(path => path.EndsWith(".crt", StringComparison.Ordinal) && node.Memory.FileExists(KeyOf(path))))
        {
            using var certificate = X509Certificate2.CreateFromPem(node.Memory.ReadText(path), node.Memory.ReadText(KeyOf(path)));
            Assert.True(certificate.HasPrivateKey);
        }

        Assert.True(node.Kubelet.ServesApi);
        Assert.Equal(Texts(whole), Texts(node));
    }

    private static Dictionary<string, string> Texts(UpgradeRunCase node) =>
        UpgradeRunCase.ObjectsOf(node.Server.Writes).ToDictionary(written => written.Key, written => written.Value.ToJsonString());

    private static string KeyOf(string certificate) => Path.ChangeExtension(certificate, ".key");
}
