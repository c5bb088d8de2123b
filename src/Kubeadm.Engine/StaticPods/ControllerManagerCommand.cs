using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.StaticPods;

/// <summary>The controller manager's command line.</summary>
internal static class ControllerManagerCommand
{
    public const string Kubeconfig = "/etc/kubernetes/controller-manager.conf";

    /// <summary>Creates the command. Where the CA's key is kept elsewhere, the controller that signs certificates is left without one.</summary>
    public static IList<string> Create(ClusterConfiguration cluster, bool hasExternalCa)
    {
        var ca = UnixPath.Join(cluster.CertificatesDir, "ca.crt");
        var arguments = new ComponentArguments
        {
            ["authentication-kubeconfig"] = Kubeconfig,
            ["authorization-kubeconfig"] = Kubeconfig,
            ["bind-address"] = "127.0.0.1",
            ["client-ca-file"] = ca,
            ["cluster-signing-cert-file"] = hasExternalCa ? "" : ca,
            ["cluster-signing-key-file"] = hasExternalCa ? "" : UnixPath.Join(cluster.CertificatesDir, "ca.key"),
            ["controllers"] = "*,bootstrapsigner,tokencleaner",
            ["kubeconfig"] = Kubeconfig,
            ["leader-elect"] = "true",
            ["requestheader-client-ca-file"] = UnixPath.Join(cluster.CertificatesDir, "front-proxy-ca.crt"),
            ["root-ca-file"] = ca,
            ["service-account-private-key-file"] = UnixPath.Join(cluster.CertificatesDir, "sa.key"),
            ["use-service-account-credentials"] = "true",
        };
        if (cluster.Networking.PodSubnet.Length > 0)
        {
            arguments["allocate-node-cidrs"] = "true";
            arguments["cluster-cidr"] = cluster.Networking.PodSubnet;
            if (cluster.Networking.ServiceSubnet.Length > 0)
            {
                arguments["service-cluster-ip-range"] = cluster.Networking.ServiceSubnet;
            }
        }

        if (cluster.ClusterName.Length > 0)
        {
            arguments["cluster-name"] = cluster.ClusterName;
        }

        return [ComponentNames.ControllerManager, .. arguments.With(cluster.ControllerManager.ExtraArgs)];
    }
}
