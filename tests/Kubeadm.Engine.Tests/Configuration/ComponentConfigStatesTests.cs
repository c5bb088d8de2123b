using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.Engine.Tests.Configuration;

public sealed class ComponentConfigStatesTests
{
    private const string Kubelet = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nmaxPods: 50\n";
    private const string Old = "apiVersion: kubelet.config.k8s.io/v1alpha1\nkind: KubeletConfiguration\n";

    [Theory]
    [InlineData(ConfigurationOrigin.UserSupplied, true, null)]
    [InlineData(ConfigurationOrigin.Generated, false, true)]
    [InlineData(ConfigurationOrigin.Edited, true, false)]
    public void The_mark_of_a_configuration_tells_whose_it_is(string origin, bool isUserSupplied, bool? isHashValid)
    {
        var state = Of(new KeptConfiguration(Kubelet, origin));

        Assert.Equal(("v1beta1", "v1beta1", false, false), (state.CurrentVersion, state.PreferredVersion, state.ManualUpgradeRequired, state.IsRegenerated));
        Assert.Equal((isUserSupplied, isHashValid), (state.IsUserSupplied, state.IsHashValid));
    }

    [Theory]
    [InlineData(ConfigurationOrigin.UserSupplied, true)]
    [InlineData(ConfigurationOrigin.Generated, false)]
    [InlineData(ConfigurationOrigin.Edited, true)]
    public void Another_version_is_generated_anew_unless_a_person_had_a_hand_in_it(string origin, bool manual)
    {
        var state = Of(new KeptConfiguration(Old, origin));

        Assert.Equal(("v1alpha1", manual, !manual), (state.CurrentVersion, state.ManualUpgradeRequired, state.IsRegenerated));
    }

    [Fact]
    public void What_is_not_kept_has_no_version_and_needs_nobody()
    {
        foreach (var kept in new[] { null, new KeptConfiguration("apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n", ConfigurationOrigin.Generated) })
        {
            var state = Of(kept);

            Assert.Equal((null, null, null, false, false), (state.CurrentVersion, state.Origin, state.IsHashValid, state.IsUserSupplied, state.ManualUpgradeRequired));
            Assert.Equal("v1beta1", state.PreferredVersion);
        }
    }

    [Theory]
    [InlineData("maxPods: many\n", "maxPods")]
    [InlineData("kind: KubeletConfiguration\n", "apiVersion")]
    [InlineData("apiVersion: kubelet.config.k8s.io/v1beta1\nkind: CredentialProviderConfig\n", "CredentialProviderConfig")]
    public void What_an_upgrade_could_not_read_is_an_error(string text, string named)
    {
        var yaml = text.StartsWith("maxPods", StringComparison.Ordinal) ? Kubelet.Replace("maxPods: 50\n", text, StringComparison.Ordinal) : text;

        var error = Assert.Throws<ConfigurationException>(() => Of(new KeptConfiguration(yaml, ConfigurationOrigin.UserSupplied)));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_that_no_version_has_are_warned_of()
    {
        var loaded = ComponentConfigStates.OfCluster(ComponentGroup.Kubelet, new KeptConfiguration(Kubelet + "nonsense: 1\n", ConfigurationOrigin.Edited), "kube-system/kubelet-config");

        Assert.Contains("nonsense", Assert.Single(loaded.Findings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_a_persons_and_tells_of_every_group_in_kubeadms_order()
    {
        var states = ComponentConfigStates.OfFile("apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n---\n" + Old).Configuration;

        Assert.Equal(
            [("kubeproxy.config.k8s.io", null, false), ("kubelet.config.k8s.io", "v1alpha1", true)],
            states.Select(state => (state.Group, state.CurrentVersion, state.ManualUpgradeRequired)));
    }

    private static KubeComponentConfig Of(KeptConfiguration? kept) =>
        ComponentConfigStates.OfCluster(ComponentGroup.Kubelet, kept, "kube-system/kubelet-config").Configuration;
}
