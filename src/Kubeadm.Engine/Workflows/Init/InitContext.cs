using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Discovery;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>What the phases of <c>init</c> share.</summary>
public sealed class InitContext : NodeContext, IControlPlaneContext
{
    /// <param name="request">What a person asked for.</param>
    /// <param name="configuration">The configuration, complete with defaults.</param>
    /// <param name="ports">The world, or in a dry run its recording stand-in.</param>
    /// <param name="terms">How the run treats what no port hides.</param>
    public InitContext(InitRequest request, InitConfiguration configuration, EnginePorts ports, RunTerms terms)
        : base(ports, configuration.NodeRegistration, request, configuration.Patches?.Directory, configuration.Timeouts, terms)
    {
        Request = request;
        Configuration = configuration;
        Cluster = new InitCluster(ports, configuration, KubeconfigPath, terms.BindsAdministrators);
        Configured = new InitNode(this, configuration);
        UsesExternalCa = new ExternalAuthorities(Node.Files, Node.Clock).IsExternal(configuration.Cluster, CertificateCatalog.ClusterAuthority);
    }

    /// <summary>What a person asked for.</summary>
    public InitRequest Request { get; }

    /// <summary>The configuration, complete with defaults.</summary>
    public InitConfiguration Configuration { get; }

    /// <summary>Whether the key of the cluster's CA is kept elsewhere.</summary>
    public bool UsesExternalCa { get; }

    /// <inheritdoc/>
    public ConfiguredNode Configured { get; }

    /// <summary>The cluster.</summary>
    public InitCluster Cluster { get; }

    /// <summary>The folder that kubeconfigs are written to.</summary>
    public string KubeconfigDirectory => Request.KubeconfigDirectory ?? KubernetesPaths.ConfigurationDirectory;

    /// <summary>The kubeconfig with which the cluster is reached.</summary>
    public string KubeconfigPath => Request.Kubeconfig ?? KubernetesPaths.AdminKubeconfig;

    /// <summary>When the uploaded certificates are removed, once they are uploaded.</summary>
    public DateTimeOffset? CertificateKeyExpires { get; set; }

    /// <summary>The certificate key for people, or what stands in its place; null when there is none.</summary>
    public string? ShownCertificateKey => Configuration.CertificateKey.Length == 0
        ? null
        : Request.SkipCertificateKeyPrint ? JoinCommandLine.Withheld : Configuration.CertificateKey;

    /// <inheritdoc/>
    public Task<ConfiguredNode> ConfigureAsync(PhaseReport report, CancellationToken cancellationToken) => Task.FromResult(Configured);

    /// <inheritdoc/>
    public Task<ApiObjects> ConnectAsync(PhaseReport report, CancellationToken cancellationToken) => Cluster.ConnectAsync(report, cancellationToken);

    /// <inheritdoc/>
    public IApiServerHealth ConnectToOwnApiServer() => Cluster.OpenForHealth();

    /// <summary>Starts to create, in the background, the keys that the phases will take, so that they are ready when their phases run.</summary>
    /// <param name="phases">The phases that will run.</param>
    public void PrefetchKeys(IReadOnlySet<string> phases)
    {
        var certificates = Certificates.CountMissingKeys(Configuration, name => phases.Contains($"{CertsPhase.PhaseName}/{name}"));
        var kubeconfigs = Kubeconfigs.CountMissingKeys(Configuration, KubeconfigDirectory, [.. KubeconfigSpecs.Names.Where(name => phases.Contains($"{KubeconfigPhase.PhaseName}/{name}"))]);
        Keys.Prefetch(KeyAlgorithms.Of(Configuration.Cluster), certificates + kubeconfigs);
    }

    /// <summary>The command with which nodes join, with a token or what stands in its place.</summary>
    public JoinCommandLine JoinCommandFor(string token) => ClusterJoinCommand.From(ReadKubeconfig(), KubeconfigPath, token, Node.Files);

    /// <summary>The kubeconfig with which the cluster is reached; it has a current cluster.</summary>
    /// <exception cref="KubeadmException"><c>InvalidKubeconfig</c>: it cannot be read, or has no current cluster.</exception>
    public KubeconfigFile ReadKubeconfig()
    {
        var file = KubeconfigFile.Parse(Node.Files.ReadAllBytes(KubeconfigPath), KubeconfigPath);
        return file.CurrentCluster is not null ? file : throw KubeconfigErrors.NoCurrentCluster(KubeconfigPath);
    }

    /// <summary>The pins of the cluster's CA; empty where its certificate is not there.</summary>
    public IReadOnlyList<string> CaCertHashes()
    {
        var store = new CertificateStore(Node.Files, Configuration.Cluster.CertificatesDir);
        if (!store.HasCertificate("ca"))
        {
            return [];
        }

        using var certificate = store.ReadCertificate("ca");
        return [PublicKeyPin.Of(certificate)];
    }

    /// <inheritdoc/>
    protected override ValueTask DisposeConnectionsAsync()
    {
        Cluster.Dispose();
        return ValueTask.CompletedTask;
    }
}
