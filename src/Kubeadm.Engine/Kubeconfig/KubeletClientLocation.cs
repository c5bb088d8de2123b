using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>Where the kubelet's client certificate and its key are.</summary>
/// <param name="CertificatePath">The file of the certificate.</param>
/// <param name="KeyPath">The file of its key.</param>
/// <param name="IsEmbedded">Whether that is the kubelet's kubeconfig itself: on a first control plane until its kubelet has renewed it.</param>
internal sealed record KubeletClientLocation(string CertificatePath, string KeyPath, bool IsEmbedded)
{
    /// <summary>By what the kubelet's kubeconfig says; where that cannot be read, by the node's registration.</summary>
    public static KubeletClientLocation Find(INodeFileSystem files, NodeRegistration registration)
    {
        const string kubeconfig = KubernetesPaths.KubeletKubeconfig;
        try
        {
            var user = files.FileExists(kubeconfig) ? KubeconfigFile.Parse(files.ReadAllBytes(kubeconfig), kubeconfig).CurrentUser : null;
            if (user is { ClientCertificateData.Length: > 0 })
            {
                return new(kubeconfig, kubeconfig, IsEmbedded: true);
            }

            if (user is { ClientCertificate.Length: > 0, ClientKey.Length: > 0 })
            {
                return new(Absolute(user.ClientCertificate), Absolute(user.ClientKey), IsEmbedded: false);
            }
        }
        catch (Exception e) when (e is KubeadmException or IOException or UnauthorizedAccessException)
        {
            // Only the administrator may read it, and a broken one says nothing: where the kubelet keeps it by default is known all the same.
        }

        var rotated = KubeletKubeconfig.RotatedCertificatePath(registration);
        return new(rotated, rotated, IsEmbedded: false);
    }

    /// <summary>Paths in a kubeconfig are relative to its folder.</summary>
    private static string Absolute(string path) => Path.Combine(KubernetesPaths.ConfigurationDirectory, path);
}
