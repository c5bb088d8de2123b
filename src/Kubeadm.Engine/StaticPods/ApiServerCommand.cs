using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.StaticPods;

/// <summary>The API server's command line.</summary>
internal static class ApiServerCommand
{
    private static readonly string[] DefaultModes = ["Node", "RBAC"];
    private static readonly string[] KnownModes = ["Node", "RBAC", "Webhook", "ABAC", "AlwaysAllow", "AlwaysDeny"];

    public static IList<string> Create(ClusterConfiguration cluster, ApiEndpoint endpoint, Action<string>? warn)
    {
        var arguments = new ComponentArguments
        {
            ["advertise-address"] = endpoint.AdvertiseAddress,
            ["allow-privileged"] = "true",
            ["enable-admission-plugins"] = "NodeRestriction",
            ["enable-bootstrap-token-auth"] = "true",
            ["kubelet-preferred-address-types"] = "InternalIP,ExternalIP,Hostname",
            ["requestheader-allowed-names"] = "front-proxy-client",
            ["requestheader-extra-headers-prefix"] = "X-Remote-Extra-",
            ["requestheader-group-headers"] = "X-Remote-Group",
            ["requestheader-username-headers"] = "X-Remote-User",
            ["secure-port"] = endpoint.BindPort.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["service-account-issuer"] = $"https://kubernetes.default.svc.{cluster.Networking.DnsDomain}",
            ["service-cluster-ip-range"] = cluster.Networking.ServiceSubnet,
        };
        AddCertificates(arguments, cluster.CertificatesDir);
        AddEtcd(arguments, cluster, endpoint);
        var extraArgs = cluster.ApiServer.ExtraArgs;
        if (ComponentArguments.Find(extraArgs, "authorization-config") is null)
        {
            arguments["authorization-mode"] = AuthorizationModes(ComponentArguments.Find(extraArgs, "authorization-mode"), warn);
        }

        return [ComponentNames.ApiServer, .. arguments.With(extraArgs)];
    }

    private static void AddCertificates(ComponentArguments arguments, string folder)
    {
        foreach (var (argument, file) in new[]
        {
            ("client-ca-file", "ca.crt"),
            ("kubelet-client-certificate", "apiserver-kubelet-client.crt"),
            ("kubelet-client-key", "apiserver-kubelet-client.key"),
            ("proxy-client-cert-file", "front-proxy-client.crt"),
            ("proxy-client-key-file", "front-proxy-client.key"),
            ("requestheader-client-ca-file", "front-proxy-ca.crt"),
            ("service-account-key-file", "sa.pub"),
            ("service-account-signing-key-file", "sa.key"),
            ("tls-cert-file", "apiserver.crt"),
            ("tls-private-key-file", "apiserver.key"),
        })
        {
            arguments[argument] = UnixPath.Join(folder, file);
        }
    }

    private static void AddEtcd(ComponentArguments arguments, ClusterConfiguration cluster, ApiEndpoint endpoint)
    {
        if (cluster.Etcd.External is { } external)
        {
            arguments["etcd-servers"] = string.Join(',', external.Endpoints ?? []);
            if (external.CaFile.Length > 0)
            {
                arguments["etcd-cafile"] = external.CaFile;
            }

            if (external.CertFile.Length > 0 && external.KeyFile.Length > 0)
            {
                arguments["etcd-certfile"] = external.CertFile;
                arguments["etcd-keyfile"] = external.KeyFile;
            }

            return;
        }

        arguments["etcd-servers"] = ComponentArguments.Find(cluster.Etcd.Local?.ExtraArgs ?? [], "advertise-client-urls")
            ?? EndpointAddress.Https(EndpointAddress.Loopback(endpoint), ComponentPorts.EtcdClient);
        arguments["etcd-cafile"] = UnixPath.Join(cluster.CertificatesDir, "etcd/ca.crt");
        arguments["etcd-certfile"] = UnixPath.Join(cluster.CertificatesDir, "apiserver-etcd-client.crt");
        arguments["etcd-keyfile"] = UnixPath.Join(cluster.CertificatesDir, "apiserver-etcd-client.key");
    }

    // A person's argument takes the place of this one on the command line; only the warnings are new to them.
    private static string AuthorizationModes(string? wanted, Action<string>? warn)
    {
        List<string> modes = string.IsNullOrEmpty(wanted) ? [] : [.. wanted.Split(',')];
        foreach (var unknown in modes.Except(KnownModes))
        {
            warn?.Invoke($"kube-apiserver knows no authorization mode \"{unknown}\"");
        }

        modes.RemoveAll(mode => !KnownModes.Contains(mode));
        if (modes.Count > 0 && !modes.SequenceEqual(DefaultModes))
        {
            warn?.Invoke($"kube-apiserver's authorization modes are {string.Join(',', modes)} instead of {string.Join(',', DefaultModes)}");
        }

        return modes.Count > 0 ? string.Join(',', modes) : string.Join(',', DefaultModes);
    }
}
