using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>Points the kubelet's kubeconfig to the client certificate that the kubelet itself renews.</summary>
/// <param name="files">The node's files.</param>
public sealed class KubeletKubeconfig(INodeFileSystem files)
{
    /// <summary>The certificate that the kubelet renews: in its <c>cert-dir</c>, or in the folder <c>pki</c> below its own.</summary>
    public static string RotatedCertificatePath(NodeRegistration registration) =>
        $"{registration.KubeletExtraArgs.LastOrDefault(arg => arg.Name == "cert-dir")?.Value ?? $"{KubernetesPaths.KubeletDirectory}/pki"}/kubelet-client-current.pem";

    /// <summary>Points the kubeconfig to another server, where it points to a given one. The kubelet has to be started again after a change.</summary>
    /// <param name="path">The kubeconfig.</param>
    /// <param name="from">The URL that is given up.</param>
    /// <param name="to">The URL that takes its place.</param>
    /// <param name="changing">Is called before the file is changed.</param>
    /// <returns>What was done; null when there is no such file.</returns>
    /// <exception cref="KubeadmException">The kubeconfig has no current cluster (<c>InvalidKubeconfig</c>).</exception>
    public Change? PointToServer(string path, string from, string to, Action? changing = null)
    {
        if (!files.FileExists(path))
        {
            return null;
        }

        var file = KubeconfigFile.Parse(files.ReadAllBytes(path), path);
        var cluster = file.CurrentCluster ?? throw KubeconfigErrors.NoCurrentCluster(path);
        if (cluster.Server != from || from == to)
        {
            return new(ChangeKind.File, path, ChangeAction.Unchanged);
        }

        cluster.Server = to;
        changing?.Invoke();
        files.WriteAllBytes(path, file.ToBytes(), NodeFileModes.PrivateFile);
        return new(ChangeKind.File, path, ChangeAction.Update);
    }

    /// <summary>Points the kubeconfig to the renewed certificate, if there is one. The kubelet has to be started again after a change.</summary>
    /// <param name="path">The kubeconfig.</param>
    /// <param name="registration">The node's registration.</param>
    /// <returns>What was done; null when the kubelet does not renew its certificate.</returns>
    /// <exception cref="KubeadmException">The kubeconfig has no current user (<c>InvalidKubeconfig</c>).</exception>
    public Change? PointToRotatedCertificate(string path, NodeRegistration registration)
    {
        var certificate = RotatedCertificatePath(registration);
        if (!files.FileExists(certificate))
        {
            return null;
        }

        var file = KubeconfigFile.Parse(files.ReadAllBytes(path), path);
        var user = file.CurrentUser ?? throw KubeconfigErrors.NoCurrentUser(path, file.CurrentContext);
        if (user is { ClientCertificateData.Length: 0, ClientKeyData.Length: 0 } && user.ClientCertificate == certificate && user.ClientKey == certificate)
        {
            return new(ChangeKind.File, path, ChangeAction.Unchanged);
        }

        user.ClientCertificateData = [];
        user.ClientKeyData = [];
        user.ClientCertificate = certificate;
        user.ClientKey = certificate;
        files.WriteAllBytes(path, file.ToBytes(), NodeFileModes.PrivateFile);
        return new(ChangeKind.File, path, ChangeAction.Update);
    }
}
