using System.Text.RegularExpressions;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Versions;

/// <summary>Versions are data: a further minor is one entry of the table.</summary>
public sealed partial class ReleaseTableTests
{
    /// <summary>Where versions of Kubernetes may stand.</summary>
    private static readonly string[] Tables = [nameof(KubernetesReleases), nameof(KubernetesMilestones), nameof(RemovedFeatureGates)];

    [Fact]
    public void The_newest_entry_is_the_release_that_deploys()
    {
        var table = MadeUp.Table;

        Assert.Equal("v1.37.2", table.Current.Current.ToTag());
        Assert.Equal(KubernetesReleases.All.Count + 1, table.All.Count);
        Assert.Equal("v1.36.0", table.Current.MinimumControlPlane.ToTag());
        Assert.Same(KubernetesReleases.Current, table.Find(KubernetesVersion.Parse("v1.36.0-rc.1")));
        Assert.Null(table.Find(KubernetesVersion.Parse("v1.20.0")));
    }

    [Fact]
    public void Images_are_those_of_the_entry()
    {
        var cluster = new ClusterConfiguration { KubernetesVersion = "v1.37.2", ImageRepository = "registry.k8s.io", Etcd = { Local = new() } };

        Assert.Equal(
            [
                "registry.k8s.io/kube-apiserver:v1.37.2", "registry.k8s.io/kube-controller-manager:v1.37.2", "registry.k8s.io/kube-scheduler:v1.37.2",
                "registry.k8s.io/kube-proxy:v1.37.2", "registry.k8s.io/coredns/coredns:v1.15.0", "registry.k8s.io/pause:3.11", "registry.k8s.io/etcd:3.7.0-0",
            ],
            ControlPlaneImages.List(cluster, MadeUp.Table.Current));
    }

    [Fact]
    public void No_code_names_a_minor_of_Kubernetes_but_the_tables()
    {
        var sources = new[] { "src/Kubeadm.Engine", "src/Kubeadm.PowerShell", "src/Kubeadm.Host" }.SelectMany(RepositoryFiles.Sources)
            .Where(path => !Tables.Contains(Path.GetFileNameWithoutExtension(path)))
            .ToList();
        var named = from path in sources
                    from line in File.ReadLines(path)
                    let code = Comment().Replace(line, "")
                    where Minor().IsMatch(code)
                    select $"{path}: {code.Trim()}";

        Assert.True(sources.Count > 500, $"only {sources.Count} files were found");
        Assert.Empty(named);
    }

    [GeneratedRegex(@"(^|\s)//.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b1(\.|, ?)3[2-9]\b")]
    private static partial Regex Minor();
}
