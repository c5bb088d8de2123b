using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Pki;

/// <summary>Configurations for tests of certificates and kubeconfigs.</summary>
internal static class PkiCases
{
    public const string Directory = "/etc/kubernetes/pki";
    public const string KubeconfigDirectory = "/etc/kubernetes";

    /// <summary>A configuration with its defaults; ECDSA keys, so that tests are quick.</summary>
    public static InitConfiguration Configuration(string algorithm = "ECDSA-P256") => new()
    {
        NodeRegistration = { Name = "cp1" },
        LocalApiEndpoint = { AdvertiseAddress = "192.0.2.2", BindPort = 6443 },
        Cluster =
        {
            CertificatesDir = Directory,
            ClusterName = "kubernetes",
            EncryptionAlgorithm = algorithm,
            Etcd = new() { Local = new() },
            Networking = { ServiceSubnet = "10.96.0.0/12", DnsDomain = "cluster.local" },
        },
    };

    /// <summary>The names of the reference cases that have certificates.</summary>
    public static IEnumerable<object[]> Names() =>
        ReferenceData.InitCases(folder => File.Exists(Path.Combine(folder, "expected", "pki.json"))).Select(name => new object[] { name });

    /// <summary>
    /// Those fields of a reference case that certificates and kubeconfigs depend on, taken straight from its file and flags, so
    /// that these tests depend on nothing but the rooms they test.
    /// </summary>
    public static InitConfiguration Read(string name)
    {
        var configuration = Configuration("RSA-2048");
        configuration.NodeRegistration.Name = "vm";
        var cluster = configuration.Cluster;
        if (File.Exists(ReferenceData.Require("init", name, "config.yaml")))
        {
            foreach (var document in KubeYaml.ReadDocuments(File.ReadAllText(ReferenceData.Require("init", name, "config.yaml"))))
            {
                var root = document.Root!.AsObject();
                string? Text(params string[] path) => path.Aggregate((System.Text.Json.Nodes.JsonNode?)root, (node, part) => node?[part])?.ToString();
                List<string> List(params string[] path) =>
                    [.. path.Aggregate((System.Text.Json.Nodes.JsonNode?)root, (node, part) => node?[part])?.AsArray().Select(item => item!.ToString()) ?? []];
                TimeSpan? Hours(string field) => Text(field) is { } text ? TimeSpan.FromHours(int.Parse(text.TrimEnd('h'), System.Globalization.CultureInfo.InvariantCulture)) : null;

                configuration.NodeRegistration.Name = Text("nodeRegistration", "name") ?? configuration.NodeRegistration.Name;
                configuration.LocalApiEndpoint.AdvertiseAddress = Text("localAPIEndpoint", "advertiseAddress") ?? configuration.LocalApiEndpoint.AdvertiseAddress;
                configuration.LocalApiEndpoint.BindPort = int.Parse(Text("localAPIEndpoint", "bindPort") ?? $"{configuration.LocalApiEndpoint.BindPort}", System.Globalization.CultureInfo.InvariantCulture);
                cluster.ControlPlaneEndpoint = Text("controlPlaneEndpoint") ?? cluster.ControlPlaneEndpoint;
                cluster.ClusterName = Text("clusterName") ?? cluster.ClusterName;
                cluster.EncryptionAlgorithm = Text("encryptionAlgorithm") ?? cluster.EncryptionAlgorithm;
                cluster.CertificateValidityPeriod ??= Hours("certificateValidityPeriod");
                cluster.CaCertificateValidityPeriod ??= Hours("caCertificateValidityPeriod");
                cluster.Networking.ServiceSubnet = Text("networking", "serviceSubnet") ?? cluster.Networking.ServiceSubnet;
                cluster.Networking.DnsDomain = Text("networking", "dnsDomain") ?? cluster.Networking.DnsDomain;
                cluster.ApiServer.CertSans.AddRange(List("apiServer", "certSANs"));
                if (cluster.Etcd.Local is { } etcd)
                {
                    etcd.ServerCertSans.AddRange(List("etcd", "local", "serverCertSANs"));
                    etcd.PeerCertSans.AddRange(List("etcd", "local", "peerCertSANs"));
                }

                if (root["etcd"]?["external"] is not null)
                {
                    cluster.Etcd = new() { External = new() };
                }
            }
        }

        ReadFlags(name, configuration);
        return configuration;
    }

    private static void ReadFlags(string name, InitConfiguration configuration)
    {
        var path = ReferenceData.Require("init", name, "args");
        var args = File.Exists(path) ? File.ReadAllText(path).Split(' ', '\n') : [];
        string? Flag(string flag) => Array.IndexOf(args, flag) is >= 0 and var index ? args[index + 1] : null;
        configuration.NodeRegistration.Name = Flag("--node-name") ?? configuration.NodeRegistration.Name;
        configuration.LocalApiEndpoint.AdvertiseAddress = Flag("--apiserver-advertise-address") ?? configuration.LocalApiEndpoint.AdvertiseAddress;
        configuration.LocalApiEndpoint.BindPort = int.Parse(Flag("--apiserver-bind-port") ?? $"{configuration.LocalApiEndpoint.BindPort}", System.Globalization.CultureInfo.InvariantCulture);
        configuration.Cluster.ControlPlaneEndpoint = Flag("--control-plane-endpoint") ?? configuration.Cluster.ControlPlaneEndpoint;
        configuration.Cluster.Networking.ServiceSubnet = Flag("--service-cidr") ?? configuration.Cluster.Networking.ServiceSubnet;
        configuration.Cluster.Networking.DnsDomain = Flag("--service-dns-domain") ?? configuration.Cluster.Networking.DnsDomain;
        configuration.Cluster.ApiServer.CertSans.AddRange(Flag("--apiserver-cert-extra-sans")?.Split(',') ?? []);
    }
}
