using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Discovery;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>Finds the cluster that is joined, and reads its configuration.</summary>
/// <param name="ports">The real world: discovery only looks.</param>
/// <param name="standIn">What a dry run takes for a cluster that cannot be asked; null where there is no going on without it.</param>
internal sealed class JoinDiscovery(EnginePorts ports, StandInCluster? standIn)
{
    /// <summary>Finds the cluster.</summary>
    public async Task<JoinTarget> FindAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        try
        {
            var (bootstrap, credentials) = await LookAsync(context, report, cancellationToken);
            return await ReadAsync(context, bootstrap, credentials, report, cancellationToken);
        }
        catch (KubeadmException e) when (standIn is not null && CannotBeAsked(e))
        {
            report.Warn($"The cluster cannot be asked, so this dry run takes one of kubeadm's defaults in its place: {e.Message}");
            var stranger = await standIn.TakeAsync(ports, context, e, cancellationToken);
            return await ReadAsync(context, stranger, stranger, report, cancellationToken);
        }
    }

    /// <returns>The kubeconfig for the kubelet's first request, and the one with which the cluster's configuration is read.</returns>
    private async Task<(KubeconfigFile Bootstrap, KubeconfigFile Credentials)> LookAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        if (context.IsControlPlane && FindAdministrator(context) is { } administrator)
        {
            report.Verbose($"[preflight] Using {KubernetesPaths.AdminKubeconfig} instead of discovery");
            var copy = KubeconfigFile.Parse(administrator.ToBytes(), KubernetesPaths.AdminKubeconfig);
            return (BootstrapCredentials.Complete(copy, context.Configuration.Discovery.TlsBootstrapToken), administrator);
        }

        var found = await DiscoverAsync(context, report, cancellationToken);
        return (found, found);
    }

    /// <summary>A dry run does not wait long for a cluster that does not answer; for one that does, it waits like the run itself.</summary>
    private async Task<KubeconfigFile> DiscoverAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var notes = new CallbackProgress<DiscoveryNote>(note => Say(note, report));
        var discovery = new ClusterDiscovery(ports.Node, ports.ConnectCluster, notes);
        if (context.Terms.ApiPatience is { } patience)
        {
            try
            {
                var impatient = ApiSerializer.Clone(context.Configuration);
                (impatient.Timeouts ??= new()).Discovery = patience;
                return await discovery.DiscoverAsync(impatient, cancellationToken);
            }
            catch (KubeadmException e) when (e.WasWaitedFor && !CannotBeAsked(e))
            {
                // What nobody waits for fails again: only what was waited for may come in the time that the run itself has.
                report.Verbose($"[discovery] {e.Message}; going on");
            }
        }

        return await discovery.DiscoverAsync(context.Configuration, cancellationToken);
    }

    private static bool CannotBeAsked(KubeadmException error) => error.Kind is KubeadmErrorKind.Unreachable or KubeadmErrorKind.Timeout;

    private async Task<JoinTarget> ReadAsync(
        JoinContext context, KubeconfigFile bootstrap, KubeconfigFile credentials, PhaseReport report, CancellationToken cancellationToken)
    {
        var objects = new ApiObjects(context.Connect(credentials.ToBytes(), server: null, cancellationToken), context.Retry);
        var configuration = await ReadConfigurationAsync(context, objects, report, cancellationToken);
        return new JoinTarget(context, configuration, bootstrap, objects);
    }

    /// <summary>Reads the cluster's configuration and puts this node's part into it.</summary>
    private async Task<InitConfiguration> ReadConfigurationAsync(JoinContext context, ApiObjects objects, PhaseReport report, CancellationToken cancellationToken)
    {
        ClusterConfigurationReader.Announce(report.Info, "[preflight]");
        var kept = await new ClusterConfigurationReader(objects).ReadAsync(cancellationToken);
        if (kept.Kubelet is null)
        {
            throw ClusterObjectErrors.ComponentConfigurationMissing(ComponentGroup.Kubelet);
        }

        return await CompleteAsync(context, kept, report, cancellationToken);
    }

    /// <summary>Creates the configuration of what a cluster keeps and of what concerns this node.</summary>
    private async Task<InitConfiguration> CompleteAsync(JoinContext context, KeptConfigurations kept, PhaseReport report, CancellationToken cancellationToken)
    {
        var options = new LoadOptions { VersionResolver = ports.VersionResolver };
        var loaded = await ConfigurationLoader.LoadKeptAsync(kept, ports.Node, options, cancellationToken);
        report.Warn(loaded.Findings, ClusterConfigurationReader.FindingPrefix);

        var configuration = loaded.Configuration;
        configuration.NodeRegistration = context.Configuration.NodeRegistration;
        configuration.Timeouts = context.Configuration.Timeouts;
        if (context.Configuration.ControlPlane is { } controlPlane)
        {
            configuration.LocalApiEndpoint = controlPlane.LocalApiEndpoint;
        }

        return configuration;
    }

    /// <summary>
    /// The administrator's kubeconfig that an earlier run, or a phase run by itself, has left. One of another cluster than the
    /// pinned one is none.
    /// </summary>
    private static KubeconfigFile? FindAdministrator(JoinContext context)
    {
        if (!context.Node.Files.FileExists(KubernetesPaths.AdminKubeconfig))
        {
            return null;
        }

        var file = KubeconfigFile.Parse(context.Node.Files.ReadAllBytes(KubernetesPaths.AdminKubeconfig), KubernetesPaths.AdminKubeconfig);
        var pins = (context.Configuration.Discovery.BootstrapToken?.CaCertHashes ?? []).ConvertAll(PublicKeyPin.Parse);
        return file.CurrentCluster is { CertificateAuthorityData: { Length: > 0 } authority } && file.CurrentUser is not null
            && (pins.Count == 0 || PublicKeyPin.AnyMatches(CertificatePem.Read(authority, KubernetesPaths.AdminKubeconfig), pins))
            ? file
            : null;
    }

    private static void Say(DiscoveryNote note, PhaseReport report)
    {
        if (note.IsWarning)
        {
            report.Warn(note.Message);
        }
        else
        {
            report.Verbose(note.Message);
        }
    }
}
