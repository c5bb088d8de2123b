using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>Renews the certificates that a component uses, when its turn comes, and those of the administrators at the end.</summary>
/// <param name="context">The node.</param>
/// <param name="configuration">The configuration, complete with defaults.</param>
/// <param name="report">Receives what was done.</param>
internal sealed class ComponentCertificates(UpgradeContext context, InitConfiguration configuration, PhaseReport report)
{
    /// <summary>Stands for the administrators, who are nobody's component.</summary>
    public const string Administrators = "administrators";

    private const string Admin = "admin.conf";
    private const string SuperAdmin = "super-admin.conf";

    private readonly CredentialCatalog _catalog = new(context.Node.Files, context.Node.Clock);

    /// <summary>The names of the credentials that a component uses.</summary>
    public IReadOnlyList<string> Of(string component) => component switch
    {
        _ when !context.Settings.RenewsCertificates => [],
        ComponentNames.Etcd => ["etcd-server", "etcd-peer", "etcd-healthcheck-client"],
        ComponentNames.ApiServer =>
        [
            "apiserver", "apiserver-kubelet-client", "front-proxy-client",
            .. configuration.Cluster.Etcd.Local is not null ? ["apiserver-etcd-client"] : Array.Empty<string>(),
        ],
        ComponentNames.ControllerManager => ["controller-manager.conf"],
        ComponentNames.Scheduler => ["scheduler.conf"],
        Administrators => [Admin, .. context.Node.Files.FileExists(KubernetesPaths.SuperAdminKubeconfig) ? [SuperAdmin] : Array.Empty<string>()],
        _ => [],
    };

    /// <summary>Fails where one cannot be renewed, before anything is touched; has the keys created meanwhile.</summary>
    /// <param name="components">The components whose turn will come.</param>
    /// <exception cref="KubeadmException">A certificate is not there or broken, or an authority and its key cannot issue another.</exception>
    public void Prepare(IEnumerable<string> components)
    {
        var renewed = components.SelectMany(Of).Select(Find).Where(credential => !IsExternal(credential)).ToList();
        foreach (var credential in renewed)
        {
            credential.ReadCertificate().Dispose();
        }

        context.Renewal.RequireAuthorities(renewed, configuration.Cluster);
        context.PrefetchKeys(configuration.Cluster, renewed.Count);
    }

    /// <summary>Renews those of a component, all or none. What an authority issued whose key is kept elsewhere stays as it is.</summary>
    /// <exception cref="KubeadmException">A certificate, an authority or its key cannot be used, or a file cannot be written.</exception>
    public async Task RenewAsync(string component, CancellationToken cancellationToken)
    {
        var credentials = Of(component).Select(Find).ToList();
        foreach (var credential in credentials)
        {
            report.Info(IsExternal(credential)
                ? $"[upgrade/staticpods] External CA detected, {credential.Name} certificate can't be renewed"
                : $"[upgrade/staticpods] Renewing {credential.Name} certificate");
        }

        List<ICredential> renewed = [.. credentials.Where(credential => !IsExternal(credential))];
        if (renewed.Count > 0)
        {
            (await context.Renewal.RenewAsync(renewed, configuration.Cluster, cancellationToken)).ToList().ForEach(report.Warn);
            report.Add(renewed.Select(credential => RenewedFile.Describe(context.Node.Files, credential.Path)));
        }
    }

    private ICredential Find(string name) => _catalog.Find(name, configuration);

    private bool IsExternal(ICredential credential) =>
        new ExternalAuthorities(context.Node.Files, context.Node.Clock).IsExternal(configuration.Cluster, credential.AuthorityName);
}
