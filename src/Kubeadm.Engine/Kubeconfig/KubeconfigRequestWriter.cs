using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Node;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Workflows;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>
/// Writes kubeconfigs without certificates, and requests for their client certificates, for an authority that is kept
/// elsewhere to sign.
/// </summary>
/// <param name="files">The node's files.</param>
/// <param name="clock">The clock.</param>
/// <param name="keys">Where keys come from.</param>
public sealed class KubeconfigRequestWriter(INodeFileSystem files, TimeProvider clock, KeyFactory keys)
{
    /// <summary>Writes <c>admin.conf</c> and <c>admin.conf.csr</c>, and so on for each kubeconfig.</summary>
    /// <param name="configuration">The configuration, with its defaults.</param>
    /// <param name="directory">The folder of the files.</param>
    /// <param name="cancellationToken">Ends the waiting for keys.</param>
    /// <exception cref="KubeadmException">A file is there already (<c>FileExists</c>); nothing is written then.</exception>
    public async Task<IReadOnlyList<Change>> WriteAsync(
        InitConfiguration configuration, string directory, CancellationToken cancellationToken)
    {
        var specs = KubeconfigSpecs.ForRequests(configuration, clock.GetUtcNow());
        var store = new CertificateStore(files, directory);
        foreach (var spec in specs)
        {
            store.RequireAbsent($"{directory}/{spec.FileName}", store.RequestPath(spec.FileName), store.KeyPath(spec.FileName));
        }

        keys.Prefetch(specs[0].Client.Algorithm, specs.Count);
        files.CreateDirectory(directory, NodeFileModes.PublicDirectory);
        var changes = new List<Change>();
        foreach (var spec in specs)
        {
            using var key = await keys.TakeAsync(spec.Client.Algorithm, cancellationToken).ConfigureAwait(false);
            var file = KubeconfigFile.Create(
                configuration.Cluster.ClusterName,
                new KubeconfigCluster { Server = spec.Server },
                spec.Client.CommonName,
                new KubeconfigUser { ClientKeyData = KeyPem.WritePrivate(key) });
            files.WriteAllBytes($"{directory}/{spec.FileName}", file.ToBytes(), NodeFileModes.PrivateFile);
            changes.Add(new(ChangeKind.File, $"{directory}/{spec.FileName}", ChangeAction.Create));
            changes.Add(store.WriteRequest(spec.FileName, CertificateBuilder.CreateRequest(spec.Client, key)));
        }

        return changes;
    }
}
