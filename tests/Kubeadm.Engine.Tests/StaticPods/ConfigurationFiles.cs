using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Serialization;

namespace Kubeadm.Engine.Tests.StaticPods;

/// <summary>Configurations with the defaults that manifests are made from.</summary>
internal static class ConfigurationFiles
{
    public static InitConfiguration Parse(string yaml)
    {
        var documents = KubernetesYaml.ReadDocuments(yaml).Select(document => document.Root).OfType<JsonObject>().ToList();
        var init = Decode<InitConfiguration>(documents, "InitConfiguration");
        init.Cluster = Decode<ClusterConfiguration>(documents, "ClusterConfiguration");
        SetDefaults(init);
        return init;
    }

    private static T Decode<T>(List<JsonObject> documents, string kind)
        where T : class, new() =>
        documents.Find(document => document["kind"]!.ToString() == kind) is { } json ? ApiSerializer.Decode<T>(json).Value : new T();

    private static void SetDefaults(InitConfiguration init)
    {
        var cluster = init.Cluster;
        cluster.CertificatesDir = Default(cluster.CertificatesDir, "/etc/kubernetes/pki");
        cluster.ImageRepository = Default(cluster.ImageRepository, "registry.k8s.io");
        cluster.ClusterName = Default(cluster.ClusterName, "kubernetes");
        cluster.KubernetesVersion = Default(cluster.KubernetesVersion, "v1.36.3");
        cluster.Networking.DnsDomain = Default(cluster.Networking.DnsDomain, "cluster.local");
        cluster.Networking.ServiceSubnet = Default(cluster.Networking.ServiceSubnet, "10.96.0.0/12");
        if (cluster.Etcd.External is null)
        {
            cluster.Etcd.Local ??= new LocalEtcd();
            cluster.Etcd.Local.DataDir = Default(cluster.Etcd.Local.DataDir, "/var/lib/etcd");
        }

        foreach (var field in Variables(cluster).Select(variable => variable.ValueFrom?.FieldRef).OfType<ObjectFieldSelector>())
        {
            field.ApiVersion = Default(field.ApiVersion, "v1");
        }

        init.LocalApiEndpoint.AdvertiseAddress = Default(init.LocalApiEndpoint.AdvertiseAddress, "192.0.2.2");
        init.LocalApiEndpoint.BindPort = init.LocalApiEndpoint.BindPort == 0 ? 6443 : init.LocalApiEndpoint.BindPort;
        init.NodeRegistration.Name = Default(init.NodeRegistration.Name, "cp1");
        init.NodeRegistration.CriSocket = Default(init.NodeRegistration.CriSocket, "unix:///var/run/containerd/containerd.sock");
    }

    private static IEnumerable<EnvVar> Variables(ClusterConfiguration cluster) =>
    [
        .. cluster.ApiServer.ExtraEnvs, .. cluster.ControllerManager.ExtraEnvs, .. cluster.Scheduler.ExtraEnvs,
        .. cluster.Etcd.Local?.ExtraEnvs ?? [],
    ];

    private static string Default(string value, string fallback) => value.Length == 0 ? fallback : value;
}
