using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>Creates keys and requests for an authority that is kept elsewhere to sign, as <c>kubeadm certs generate-csr</c> does.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
public sealed class CertificateRequests(EnginePorts ports, IWorkflowObserver observer)
{
    /// <summary>The names of all that requests can be made for: certificates, then kubeconfig files.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. CertificateRequestWriter.Certificates.Select(spec => spec.Name), .. KubeconfigSpecs.FileNames];

    /// <summary>Returns which requests <see cref="CreateAsync"/> would make, in their order. Changes nothing.</summary>
    /// <returns>The names, each with the file of its request.</returns>
    /// <exception cref="KubeadmException">Making them would be refused.</exception>
    public async Task<IReadOnlyList<(string Name, string Path)>> PlanAsync(GenerateCsrRequest request, CancellationToken cancellationToken)
    {
        var wanted = await PrepareAsync(request, ports.Node, cancellationToken);
        var store = new CertificateStore(ports.Node.Files, wanted.Configuration.Cluster.CertificatesDir);
        return
        [
            .. wanted.Certificates.Select(spec => (spec.Name, store.RequestPath(spec.BaseName))),
            .. wanted.Kubeconfigs.Select(spec => (spec.FileName, $"{wanted.KubeconfigDirectory}/{spec.FileName}.csr")),
        ];
    }

    /// <summary>Creates them in the order of <see cref="Names"/>. Nothing is written when one of their files is there already.</summary>
    /// <exception cref="KubeadmException"><c>NodeLocked</c>, <c>FileExists</c>, <c>UnknownCertificate</c>, <c>InvalidConfiguration</c>.</exception>
    public async Task<IReadOnlyList<KubeCertificateRequest>> CreateAsync(GenerateCsrRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var access = NodeAccess.Open(ports, request.DryRun, new DryRunOptions(request.DryRunPath) { Variable = InitWorkflow.DryRunVariable, IsNamed = false }, observer);
        var node = access.Node;
        using var held = node.Lock.Take(
            "certificate requests", request.CertificatesDir ?? KubernetesPaths.CertificatesDirectory, request.KubeconfigDirectory ?? KubernetesPaths.ConfigurationDirectory);
        var (configuration, directory, leaves, clients) = await PrepareAsync(request, node, cancellationToken);
        await using var keys = new KeyFactory();
        keys.Prefetch(KeyAlgorithms.Of(configuration.Cluster), leaves.Count + clients.Count);
        var made = new List<KubeCertificateRequest>();
        Announce(configuration.Cluster.CertificatesDir, leaves.Count);
        foreach (var leaf in leaves)
        {
            made.Add(await new CertificateRequestWriter(node.Files, node.Clock, keys).WriteAsync(leaf, configuration, cancellationToken));
            observer.Info($"  {leaf.BaseName}");
        }

        Announce(directory, clients.Count);
        foreach (var client in clients)
        {
            made.Add(await new KubeconfigRequestWriter(node.Files, keys).WriteAsync(client, configuration.Cluster.ClusterName, directory, cancellationToken));
            observer.Info($"  {client.FileName}");
        }

        return made;
    }

    /// <summary>Resolves what is wanted, and checks that nothing is in its way.</summary>
    private async Task<Wanted> PrepareAsync(GenerateCsrRequest request, INode node, CancellationToken cancellationToken)
    {
        if (request.Names?.FirstOrDefault(name => !Names.Contains(name)) is { } unknown)
        {
            throw CertificateErrors.UnknownToRequest(unknown);
        }

        var configuration = await LoadAsync(request, cancellationToken);
        var wanted = new Wanted(
            configuration,
            request.KubeconfigDirectory ?? KubernetesPaths.ConfigurationDirectory,
            [.. CertificateRequestWriter.Certificates.Where(spec => IsNamed(spec.Name))],
            [.. KubeconfigSpecs.ForRequests(configuration, node.Clock.GetUtcNow()).Where(spec => IsNamed(spec.FileName))]);
        CertificateRequestWriter.RequireAbsent(node.Files, configuration, wanted.Certificates);
        KubeconfigRequestWriter.RequireAbsent(node.Files, wanted.KubeconfigDirectory, wanted.Kubeconfigs);
        return wanted;

        bool IsNamed(string name) => request.Names is null || request.Names.Contains(name);
    }

    /// <summary>Requests say nothing of the version of Kubernetes, so that no server is asked for the newest one.</summary>
    private async Task<InitConfiguration> LoadAsync(GenerateCsrRequest request, CancellationToken cancellationToken)
    {
        var loaded = await ConfigurationLoader.LoadInitAsync(request.Configuration, new InitFlags(), ports.Node, LoadOptions.OfCluster, cancellationToken);
        observer.Warn(loaded.Findings);

        loaded.Configuration.Cluster.CertificatesDir = request.CertificatesDir ?? loaded.Configuration.Cluster.CertificatesDir;
        return loaded.Configuration;
    }

    private void Announce(string directory, int count)
    {
        if (count > 0)
        {
            observer.Info($"generating keys and CSRs in {directory}");
        }
    }

    /// <summary>What requests are to be made, and where.</summary>
    private sealed record Wanted(
        InitConfiguration Configuration, string KubeconfigDirectory, IReadOnlyList<CertificateSpec> Certificates, IReadOnlyList<KubeconfigSpec> Kubeconfigs);
}
