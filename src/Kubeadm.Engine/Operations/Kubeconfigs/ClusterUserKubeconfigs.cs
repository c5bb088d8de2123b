using System.Text;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Values;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Operations.Kubeconfigs;

/// <summary>Creates kubeconfigs for users, as <c>kubeadm kubeconfig user</c> does, many at once.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
public sealed class ClusterUserKubeconfigs(EnginePorts ports, IEngineObserver observer)
{
    /// <summary>Creates them in the order of the users. Nothing is made when one of the files may not be written.</summary>
    /// <exception cref="KubeadmException">
    /// <c>InvalidClientName</c>, <c>InvalidValidityPeriod</c>, <c>KubeconfigExists</c>, <c>InvalidConfiguration</c>, and those of
    /// an authority that is not there and of a cluster that does not tell its configuration.
    /// </exception>
    public async Task<IReadOnlyList<KubeConfig>> CreateAsync(UserKubeconfigRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var paths = CheckedPaths(request);
        var loaded = await LoadAsync(request, cancellationToken);
        observer.Warn(loaded.Findings);
        var certified = request.Users.Where(user => user.Token is null).ToList();
        WarnOfLongValidity(certified);

        await using var keys = new KeyFactory();
        var makers = Enumerable.Range(0, Math.Clamp(paths.Count, 1, Environment.ProcessorCount))
            .Select(_ => new UserKubeconfigs(ports.Node.Files, ports.Node.Clock, keys, loaded.Configuration)).ToList();
        try
        {
            using var held = IsOfNode(request.OutputDirectory) ? ports.Node.Lock.Take("kubeconfigs of users", request.OutputDirectory!) : null;
            if (request.OutputDirectory is { } folder)
            {
                ports.Node.Files.CreateDirectory(folder, NodeFileModes.PrivateDirectory);
            }

            keys.Prefetch(KeyAlgorithms.Of(loaded.Configuration.Cluster), certified.Count);
            return await MakeAsync(makers, paths, cancellationToken);
        }
        finally
        {
            makers.ForEach(maker => maker.Dispose());
        }
    }

    /// <summary>On all processors, for what a certificate costs beside its key is the authority's signature. The first that fails ends them all.</summary>
    private async Task<IReadOnlyList<KubeConfig>> MakeAsync(
        List<UserKubeconfigs> makers, List<(UserCredential User, string? Path)> paths, CancellationToken cancellationToken)
    {
        var made = new KubeConfig[paths.Count];
        var next = -1;
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = makers.Count };
        await Parallel.ForEachAsync(makers, options, async (maker, token) =>
        {
            for (var index = Interlocked.Increment(ref next); index < paths.Count; index = Interlocked.Increment(ref next))
            {
                token.ThrowIfCancellationRequested();
                var (user, path) = paths[index];
                var file = user.Token is { } bearer
                    ? maker.CreateWithToken(user.ClientName, bearer)
                    : await maker.CreateAsync(user.ClientName, user.Organizations, user.Validity, token);
                made[index] = Deliver(file, user.ClientName, path);
            }
        });
        return made;
    }

    /// <summary>Elsewhere each user has a file of their own, and runs for other users are not in the way.</summary>
    private static bool IsOfNode(string? folder) => folder is not null && LockScope.IsOfNode(folder);

    /// <summary>The file of a user in an output folder.</summary>
    public static string PathOf(string outputDirectory, string clientName) => Path.Combine(outputDirectory, clientName + ".conf");

    /// <summary>The version of Kubernetes makes no difference to a kubeconfig, so that no server is asked for the newest one.</summary>
    private async Task<LoadedConfiguration<InitConfiguration>> LoadAsync(UserKubeconfigRequest request, CancellationToken cancellationToken)
    {
        if (request is { Configuration: null, Kubeconfig: { } kubeconfig })
        {
            return await LoadKeptAsync(kubeconfig, cancellationToken);
        }

        var options = new LoadOptions { SkipCriDetection = true, VersionResolver = VersionResolver.Offline };
        return await ConfigurationLoader.LoadInitAsync(request.Configuration, new InitFlags(), ports.Node, options, cancellationToken);
    }

    /// <summary>A cluster without a stable endpoint is reached where the kubeconfig reaches it.</summary>
    private async Task<LoadedConfiguration<InitConfiguration>> LoadKeptAsync(string kubeconfig, CancellationToken cancellationToken)
    {
        using var access = ClusterAccess.Open(ports, kubeconfig, ApiRetry.DefaultTimeout, cancellationToken: cancellationToken);
        var kept = await new ClusterConfigurationReader(access.Objects).ReadAsync(cancellationToken);
        var loaded = await ConfigurationLoader.LoadKeptAsync(kept, ports.Node, LoadOptions.OfCluster, cancellationToken);
        if (loaded.Configuration.Cluster.ControlPlaneEndpoint.Length == 0)
        {
            loaded.Configuration.Cluster.ControlPlaneEndpoint = new Uri(access.Kubeconfig.CurrentCluster!.Server).Authority;
        }

        return loaded;
    }

    /// <summary>Once for all users whose validity is the same.</summary>
    private void WarnOfLongValidity(IEnumerable<UserCredential> users)
    {
        var usual = CertificateCatalog.LeafValidity(new ClusterConfiguration());
        foreach (var validity in users.Select(user => user.Validity).Where(validity => validity > usual).Distinct())
        {
            observer.Warning($"The validity period of {GoDuration.Format(validity)} is longer than the usual {GoDuration.Format(usual)}: a key that leaks is of use for as long.");
        }
    }

    private KubeConfig Deliver(KubeconfigFile file, string name, string? path)
    {
        var content = file.ToBytes();
        if (path is not null)
        {
            ports.Node.Files.WriteAllBytes(path, content, NodeFileModes.PrivateFile);
        }

        return new KubeConfig(Encoding.UTF8.GetString(content))
        {
            ClientName = name,
            Server = file.CurrentCluster!.Server,
            Expires = Expiry(file.CurrentUser!)?.UtcDateTime,
            Path = path,
        };
    }

    private static DateTimeOffset? Expiry(KubeconfigUser user)
    {
        if (user.ClientCertificateData.Length == 0)
        {
            return null;
        }

        using var certificate = CertificatePem.Read(user.ClientCertificateData, "client-certificate-data")[0];
        return new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
    }

    /// <summary>Checks everything that can be wrong with a request before the first key is created.</summary>
    private List<(UserCredential User, string? Path)> CheckedPaths(UserKubeconfigRequest request)
    {
        if (request.Users.FirstOrDefault(user => user.Validity <= TimeSpan.Zero) is { } past)
        {
            throw PkiErrors.InvalidValidityPeriod($"validity period of {past}", past.Validity);
        }

        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. request.Users.Select(user => (user, CheckedPath(user.ClientName, request, taken)))];
    }

    private string? CheckedPath(string name, UserKubeconfigRequest request, HashSet<string> taken)
    {
        if (request.OutputDirectory is not { } folder)
        {
            return null;
        }

        if (name.Length == 0 || name.AsSpan().IndexOfAny("/\\\0") >= 0)
        {
            throw UserKubeconfigErrors.InvalidClientName(name);
        }

        var path = PathOf(folder, name);
        if (!taken.Add(path) || (!request.Force && ports.Node.Files.Stat(path) is not null))
        {
            throw UserKubeconfigErrors.KubeconfigExists(path);
        }

        return path;
    }
}
