using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Configuration.Defaults;

/// <summary>
/// What kubeadm sets in the kubelet's configuration
/// (https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/kubelet-integration/).
/// </summary>
internal static class KubeletDefaults
{
    private const string FallbackClusterDns = "10.96.0.10";
    private const string Healthz = "127.0.0.1";
    private const int HealthzPort = ComponentPorts.KubeletHealth;

    /// <summary>Completes a configuration.</summary>
    /// <param name="kubelet">The configuration.</param>
    /// <param name="cluster">The cluster it is for, complete itself.</param>
    /// <param name="keepEmptyClusterDns">Whether an empty list of DNS servers was asked for.</param>
    /// <param name="findings">Receives warnings about values that are not the recommended ones.</param>
    public static void Apply(KubeletConfiguration kubelet, ClusterConfiguration cluster, bool keepEmptyClusterDns, FindingCollector findings)
    {
        var defaults = new ComponentDefault("KubeletConfiguration", findings);
        kubelet.StaticPodPath = defaults.Text("staticPodPath", kubelet.StaticPodPath, KubernetesPaths.ManifestsDirectory);
        ApplyDns(kubelet, cluster, keepEmptyClusterDns, defaults);
        ApplyAccess(kubelet, cluster, defaults);
        kubelet.HealthzBindAddress = defaults.Text("healthzBindAddress", kubelet.HealthzBindAddress, Healthz);
        kubelet.HealthzPort = defaults.Number("healthzPort", kubelet.HealthzPort, HealthzPort);
        defaults.Number("readOnlyPort", kubelet.ReadOnlyPort, 0);

        // There is no telling whether false was asked for, and without rotation a node's certificate ends after a year.
        kubelet.RotateCertificates = true;
        if (kubelet.CgroupDriver.Length == 0)
        {
            kubelet.CgroupDriver = "systemd";
        }
    }

    private static void ApplyDns(KubeletConfiguration kubelet, ClusterConfiguration cluster, bool keepEmptyClusterDns, ComponentDefault defaults)
    {
        var dns = Subnets.DnsAddressOrNull(cluster.Networking.ServiceSubnet)?.ToString() ?? FallbackClusterDns;
        if (kubelet.ClusterDns.Count == 0 && !keepEmptyClusterDns)
        {
            kubelet.ClusterDns = [dns];
        }

        defaults.WarnUnless(kubelet.ClusterDns is [var only] && only == dns, "clusterDNS", dns, string.Join(", ", kubelet.ClusterDns));
        if (kubelet.ClusterDomain.Length == 0 || cluster.Networking.DnsDomain.Length > 0)
        {
            kubelet.ClusterDomain = defaults.Text("clusterDomain", kubelet.ClusterDomain, cluster.Networking.DnsDomain);
        }
    }

    private static void ApplyAccess(KubeletConfiguration kubelet, ClusterConfiguration cluster, ComponentDefault defaults)
    {
        var authentication = kubelet.Authentication;
        var authority = UnixPath.Join(cluster.CertificatesDir, "ca.crt");
        authentication.X509.ClientCaFile = defaults.Text("authentication.x509.clientCAFile", authentication.X509.ClientCaFile, authority);
        authentication.Anonymous.Enabled = defaults.Truth("authentication.anonymous.enabled", authentication.Anonymous.Enabled, wanted: false);
        kubelet.Authorization.Mode = defaults.Text("authorization.mode", kubelet.Authorization.Mode, "Webhook");
        authentication.Webhook.Enabled = defaults.Truth("authentication.webhook.enabled", authentication.Webhook.Enabled, wanted: true);
    }
}
