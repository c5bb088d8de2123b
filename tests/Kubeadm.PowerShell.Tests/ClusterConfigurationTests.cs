using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Kubeadm.PowerShell.Tests;

/// <summary>What a cluster keeps of its configuration, over an API server on loopback.</summary>
[Collection(ModuleSuite.Name)]
public sealed class ClusterConfigurationTests : IDisposable
{
    private const string Cluster = "apiVersion: kubeadm.k8s.io/v1beta4\nclusterName: mine\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\n";
    private const string Kubelet = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nmaxPods: 50";
    private const string KubeProxy = "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: nftables\n";

    private readonly ModuleSession _session;
    private readonly ObjectServer _server = new();

    public ClusterConfigurationTests(ModuleSession session)
    {
        _session = session;
        _server.AddConfigMap("kubeadm-config", "ClusterConfiguration", Cluster);
        _server.AddConfigMap("kubelet-config", "kubelet", Kubelet, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Kubelet))));
        _server.AddConfigMap("kube-proxy", "config.conf", KubeProxy, "sha256:0000");
    }

    public void Dispose() => _server.Dispose();

    [Fact]
    public void The_clusters_configuration_is_a_document_whose_text_is_the_ConfigMaps()
    {
        var document = Run("Get-KubeadmConfig").Single;

        Assert.Equal("ClusterConfiguration", document.Properties["Kind"].Value);
        Assert.Equal("mine", ((PSObject)document.Properties["Content"].Value).Properties["clusterName"].Value);
        Assert.Equal(Cluster, Run("Get-KubeadmConfig -AsYaml").Single.BaseObject);
    }

    [Fact]
    public void Components_come_in_the_order_asked_for_and_make_a_file_that_is_valid()
    {
        var yaml = (string)Run("Get-KubeadmConfig kubeproxyconfiguration, KubeletConfiguration -AsYaml").Single.BaseObject;

        Assert.Equal(Cluster + "---\n" + KubeProxy + "---\n" + Kubelet + "\n", yaml);
        Assert.Equal(true, _session.Run("Test-KubeadmConfig -Content $args[0]", yaml).Value("IsValid"));
    }

    [Fact]
    public void A_nodes_part_comes_first_when_it_is_asked_for()
    {
        _server.Add("/api/v1/nodes/w1", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = new JsonObject { ["name"] = "w1", ["annotations"] = new JsonObject { ["kubeadm.alpha.kubernetes.io/cri-socket"] = "unix:///run/crio.sock" } },
            ["spec"] = new JsonObject { ["taints"] = new JsonArray(new JsonObject { ["key"] = "gpu", ["effect"] = "NoSchedule" }) },
        });

        var yaml = (string)Run("Get-KubeadmConfig -NodeName w1 -AsYaml").Single.BaseObject;

        Assert.StartsWith("apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\n", yaml, StringComparison.Ordinal);
        Assert.Contains("  criSocket: unix:///run/crio.sock\n", yaml, StringComparison.Ordinal);
        Assert.Contains("  taints:\n  - effect: NoSchedule\n    key: gpu\n", yaml, StringComparison.Ordinal);
        Assert.EndsWith("---\n" + Cluster, yaml, StringComparison.Ordinal);
        Assert.Equal(true, _session.Run("Test-KubeadmConfig -Content $args[0]", yaml).Value("IsValid"));
        AssertFails("Get-KubeadmConfig -NodeName w2", "NodeNotFound", ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void What_is_not_kept_is_an_error()
    {
        _server.AddConfigMap("kube-proxy", "other", KubeProxy);
        AssertFails("Get-KubeadmConfig KubeProxyConfiguration", "KubeProxyConfigurationMissing", ErrorCategory.ObjectNotFound);
        _server.AddConfigMap("kubeadm-config", "other", Cluster);
        AssertFails("Get-KubeadmConfig", "ClusterConfigurationMissing", ErrorCategory.ObjectNotFound);
        AssertFails("Get-KubeadmConfig -Kubeconfig /nowhere/config", "KubeconfigNotFound", ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void One_who_may_read_only_what_he_asks_for_gets_it()
    {
        _server.Forbid("kubelet-config");
        _server.Forbid("kube-proxy");

        Assert.Equal(Cluster, Run("Get-KubeadmConfig -AsYaml").Single.BaseObject);
        AssertFails("Get-KubeadmConfig KubeletConfiguration", "ApiRequestFailed", ErrorCategory.PermissionDenied);
    }

    [Fact]
    public void Component_configurations_tell_their_versions_and_who_wrote_them()
    {
        var states = Run("Get-KubeComponentConfig").ThrowIfFailed().Output;

        Assert.Equal(
            [("kubeproxy.config.k8s.io", "v1alpha1", "v1alpha1", false, "Edited", false), ("kubelet.config.k8s.io", "v1beta1", "v1beta1", false, "Generated", true)],
            states.Select(state => (
                (string)state.Properties["Group"].Value,
                (string)state.Properties["CurrentVersion"].Value,
                (string)state.Properties["PreferredVersion"].Value,
                (bool)state.Properties["ManualUpgradeRequired"].Value,
                state.Properties["Origin"].Value.ToString()!,
                (bool)state.Properties["IsHashValid"].Value)));
        Assert.Equal(["kube-system/kube-proxy", "kube-system/kubelet-config"], states.Select(state => state.Properties["ConfigMap"].Value));
    }

    [Fact]
    public void The_view_of_component_configurations_shows_what_is_missing_and_what_a_person_has_to_do()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("old.yaml", Kubelet.Replace("v1beta1", "v1alpha1", StringComparison.Ordinal));

        var lines = HostProcess.Run("-Command", $"Get-KubeComponentConfig '{file}'").Output.Split('\n');

        Assert.Contains(lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["kubeproxy.config.k8s.io", "-", "v1alpha1", "no", "missing", "none"]);
        Assert.Contains(lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["kubelet.config.k8s.io", "v1alpha1", "v1beta1", "yes", "UserSupplied", "none"]);
        Assert.All(lines, line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public void A_cluster_without_kube_proxy_says_so_and_one_without_a_kubelets_configuration_is_an_error()
    {
        _server.Forbid("kube-proxy");
        var outcome = Run("Get-KubeComponentConfig").ThrowIfFailed();

        Assert.Contains("kubeproxy.config.k8s.io", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.Null(outcome.Output[0].Properties["CurrentVersion"].Value);
        _server.AddConfigMap("kubelet-config", "other", Kubelet);
        AssertFails("Get-KubeComponentConfig", "KubeletConfigurationMissing", ErrorCategory.ObjectNotFound);
    }

    private void AssertFails(string line, string id, ErrorCategory category)
    {
        var error = Assert.Single(Run(line).Errors);

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, error.CategoryInfo.Category);
    }

    private RunOutcome Run(string line) =>
        _session.Run(line.Contains("-Kubeconfig", StringComparison.Ordinal) ? line : $"{line} -Kubeconfig '{_server.Kubeconfig}'");
}
