using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>What must hold before the first phase, beyond a valid configuration.</summary>
internal static class InitRequirements
{
    /// <summary>Checks external CAs: what they issue must be there, and their certificates cannot be uploaded.</summary>
    /// <exception cref="KubeadmException">Something is missing; nothing was changed.</exception>
    public static void Check(InitContext context)
    {
        var authorities = new ExternalAuthorities(context.Node.Files, context.Node.Clock);
        var cluster = context.Configuration.Cluster;
        var external = authorities.Check(cluster, CertificateCatalog.ClusterAuthority);
        if (external)
        {
            context.Kubeconfigs.RequireProvided(context.Configuration, context.KubeconfigDirectory);
        }

        external |= authorities.Check(cluster, CertificateCatalog.FrontProxyAuthority);
        if (external && context.Request.UploadCerts)
        {
            throw ClusterObjectErrors.AuthorityIsElsewhere();
        }
    }
}
