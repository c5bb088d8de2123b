using System.Net;
using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Configuration.Defaults;

/// <summary>What fields that are not set become by looking at the machine and the release server.</summary>
internal sealed class DynamicDefaults(INode node, LoadOptions options, FindingCollector findings)
{
    /// <summary>Generates the tokens that were not given.</summary>
    public static void Generate(IEnumerable<BootstrapToken> tokens)
    {
        foreach (var token in tokens.Where(token => token.Token.Length == 0))
        {
            token.Token = BootstrapTokenText.Generate().Text;
            token.IsGenerated = true;
        }
    }

    public async Task ApplyAsync(InitConfiguration configuration, bool keepEmptyClusterDns, CancellationToken cancellationToken)
    {
        Generate(configuration.BootstrapTokens);
        Apply(configuration.NodeRegistration, "nodeRegistration", isControlPlane: true);
        Apply(configuration.LocalApiEndpoint, "localAPIEndpoint");
        KubeProxyDefaults.Apply(configuration.Cluster.Components.KubeProxy.Document, configuration.Cluster, configuration.LocalApiEndpoint, findings);
        await ApplyToClusterAsync(configuration, keepEmptyClusterDns, cancellationToken);
    }

    /// <summary>
    /// Sets what concerns the cluster and its nodes' kubelets. kube-proxy's configuration depends on the address of the cluster's
    /// first node, which a node that joins does not know.
    /// </summary>
    public async Task ApplyToClusterAsync(InitConfiguration configuration, bool keepEmptyClusterDns, CancellationToken cancellationToken)
    {
        var cluster = configuration.Cluster;
        KubeletDefaults.Apply(cluster.Components.Kubelet.Document, cluster, keepEmptyClusterDns, findings);
        await ResolveVersionAsync(cluster, cancellationToken);
        CompleteEndpoint(cluster, configuration.LocalApiEndpoint);
        cluster.ApiServer.CertSans = cluster.ApiServer.CertSans.ConvertAll(Lower);
    }

    public void Apply(JoinConfiguration configuration)
    {
        Apply(configuration.NodeRegistration, "nodeRegistration", configuration.ControlPlane is not null);
        if (configuration.ControlPlane is { } controlPlane)
        {
            Apply(controlPlane.LocalApiEndpoint, "controlPlane.localAPIEndpoint");
        }
    }

    public void Apply(ResetConfiguration configuration) => configuration.CriSocket = CriSocket(configuration.CriSocket, "criSocket");

    /// <summary>Node names are lower case; the default is the host's name.</summary>
    private void Apply(NodeRegistration registration, string field, bool isControlPlane)
    {
        registration.Name = Lower((registration.Name.Length > 0 ? registration.Name : node.Network.HostName).Trim());
        if (registration.Name.Length == 0)
        {
            findings.Error($"{field}.name", "is empty, and so is the machine's host name; set one of them");
        }

        if (isControlPlane)
        {
            registration.Taints ??= [new() { Key = ClusterNames.ControlPlaneLabel, Effect = "NoSchedule" }];
        }

        registration.CriSocket = CriSocket(registration.CriSocket, $"{field}.criSocket");
    }

    private string CriSocket(string endpoint, string field)
    {
        if (endpoint.Length > 0)
        {
            return CriSockets.WithScheme(endpoint, field, node, findings);
        }

        return options.SkipCriDetection ? CriSockets.Default(node) : CriSockets.Detect(node, field, findings);
    }

    private void Apply(ApiEndpoint endpoint, string field)
    {
        IPAddress? wanted = null;
        if (endpoint.AdvertiseAddress.Length > 0)
        {
            if (!AddressText.TryParse(endpoint.AdvertiseAddress, out var address))
            {
                findings.Error($"{field}.advertiseAddress", $"'{endpoint.AdvertiseAddress}' is not an IPv4 or IPv6 address");
                return;
            }

            if (IPAddress.IsLoopback(address))
            {
                findings.Error($"{field}.advertiseAddress", $"'{address}' is a loopback address, which other nodes cannot reach");
                return;
            }

            wanted = address;
        }

        var chosen = node.Network.ChooseAddress(wanted);
        if (chosen is null)
        {
            findings.Warn($"{field}.advertiseAddress", "no default route was found to take the API server's address from; set the field. Using 0.0.0.0");
            chosen = IPAddress.Any;
        }
        else if (wanted is not null && !wanted.Equals(IPAddress.Any) && !wanted.Equals(IPAddress.IPv6Any) && !wanted.Equals(chosen))
        {
            findings.Warn($"{field}.advertiseAddress", $"'{wanted}' cannot be advertised; using {chosen}");
        }

        endpoint.AdvertiseAddress = chosen.ToString();
    }

    private async Task ResolveVersionAsync(ClusterConfiguration cluster, CancellationToken cancellationToken)
    {
        const string Field = "kubernetesVersion";
        var isCi = VersionResolver.IsCi(cluster.KubernetesVersion);
        if (isCi && cluster.ImageRepository == ControlPlaneImages.DefaultRepository)
        {
            cluster.CiImageRepository = ControlPlaneImages.CiRepository;
        }

        ResolvedVersion resolved;
        try
        {
            resolved = await options.VersionResolver.ResolveAsync(cluster.KubernetesVersion, cancellationToken);
        }
        catch (KubeadmException e) when (e.Kind == KubeadmErrorKind.InvalidInput)
        {
            findings.Error(Field, $"'{cluster.KubernetesVersion}' is neither a version such as {KubernetesReleases.Example} nor a label such as stable, stable-{KubernetesReleases.Current.Current.Series} or latest");
            return;
        }

        if (resolved.Warning is { } warning)
        {
            findings.Warn(Field, warning);
        }

        cluster.CiKubernetesVersion = isCi ? "ci/" + resolved.Version : "";
        cluster.KubernetesVersion = resolved.Version;
        CheckVersion(resolved.Version);
    }

    private void CheckVersion(string text)
    {
        const string Field = "kubernetesVersion";
        var minimum = options.Releases.Current.MinimumControlPlane;
        if (!KubernetesVersion.TryParse(text, out var version))
        {
            findings.Error(Field, $"'{text}' is not a semantic version such as {KubernetesReleases.Example}");
        }
        else if (version < minimum)
        {
            var message = $"{text} is too old for this release, which deploys control planes from {minimum.ToTag()} on";
            if (options.AllowOldControlPlane)
            {
                findings.Warn(Field, message);
            }
            else
            {
                findings.Error(Field, message);
            }
        }
    }

    /// <summary>An endpoint without a port has the API server's.</summary>
    private void CompleteEndpoint(ClusterConfiguration cluster, ApiEndpoint local)
    {
        if (cluster.ControlPlaneEndpoint.Length == 0)
        {
            return;
        }

        findings.Try("controlPlaneEndpoint", () =>
        {
            var endpoint = HostAndPort.Parse(cluster.ControlPlaneEndpoint, "controlPlaneEndpoint");
            cluster.ControlPlaneEndpoint = endpoint.Port is null ? HostAndPort.Join(endpoint.Host, local.BindPort) : cluster.ControlPlaneEndpoint;
        });
    }

#pragma warning disable CA1308 // Kubernetes' names are lower case.
    private static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308
}
