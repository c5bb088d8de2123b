using k8s;
using Kubeadm.Engine.Discovery;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Operations;

/// <summary>A cluster as a command reaches it: by the kubeconfig that is given or found, and in a dry run behind a record of what would be written.</summary>
public sealed class ClusterAccess : IDisposable
{
    private readonly IKubernetes _live;
    private readonly DryRunCluster? _dryRun;
    private readonly DryRunForm _form;
    private int _told;

    private ClusterAccess(string path, KubeconfigFile kubeconfig, IKubernetes live, DryRunCluster? dryRun, DryRunForm form, ApiRetry retry)
    {
        KubeconfigPath = path;
        Kubeconfig = kubeconfig;
        _live = live;
        _dryRun = dryRun;
        _form = form;
        Objects = new ApiObjects(dryRun?.Client ?? live, retry);
    }

    /// <summary>The kubeconfig's path.</summary>
    public string KubeconfigPath { get; }

    /// <summary>The kubeconfig.</summary>
    public KubeconfigFile Kubeconfig { get; }

    /// <summary>The cluster.</summary>
    public ApiObjects Objects { get; }

    /// <summary>What a dry run would have written, in order; empty otherwise.</summary>
    public IReadOnlyList<RecordedWrite> Writes => _dryRun?.Writes ?? [];

    /// <summary>
    /// Whether what earlier commands were to write can be read here. A dry run may follow others, which have left nothing: what it does
    /// not find they may have been about to make.
    /// </summary>
    public bool HasEarlierWrites => _dryRun is null;

    /// <summary>Reads the kubeconfig and makes a client. Nothing is sent yet.</summary>
    /// <param name="ports">The ways to the world.</param>
    /// <param name="kubeconfig">The kubeconfig's path; null means the one that kubeadm finds.</param>
    /// <param name="patience">How long requests that fail for the moment are repeated; zero means not at all.</param>
    /// <param name="dryRun">Whether writes are only recorded.</param>
    /// <param name="form">How a dry run shows what would have been written.</param>
    /// <param name="requestTimeout">How long one request may take; null means as long as any.</param>
    /// <param name="cancellationToken">Ends the wait for the user's credential.</param>
    /// <exception cref="KubeadmException"><c>KubeconfigNotFound</c>, <c>InvalidKubeconfig</c>.</exception>
    public static ClusterAccess Open(
        EnginePorts ports, string? kubeconfig, TimeSpan patience, bool dryRun = false, DryRunForm form = DryRunForm.Folders, TimeSpan? requestTimeout = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ports);
        var path = KubeconfigLocation.Find(ports.Node, kubeconfig);
        if (!ports.Node.Files.FileExists(path))
        {
            throw KubeconfigErrors.NotFound(path);
        }

        var file = KubeconfigFile.Parse(ports.Node.Files.ReadAllBytes(path), path);
        MakeAbsolute(file, reference => reference.Length == 0 ? reference : ReferredPaths.Resolve(ports.Node.System, path, reference));
        var options = new ConnectOptions { EnvironmentVariable = ports.Node.System.GetEnvironmentVariable, CancellationToken = cancellationToken };
        options = requestTimeout is { } limit ? options with { RequestTimeout = limit } : options;
        var live = ConnectionErrors.InFile(path, () => ports.ConnectCluster(System.Text.Encoding.UTF8.GetString(file.ToBytes()), options));
        var recording = dryRun ? new DryRunCluster(live, ports.Node.Clock) : null;
        return new ClusterAccess(path, file, live, recording, form, new ApiRetry(patience, ports.Node.Clock));
    }

    /// <summary>
    /// Reports what a dry run would have written since the last call, in kubeadm's words; with the objects, which hold secrets, in kubeadm's
    /// form only.
    /// </summary>
    public void TellWrites(IEngineObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var lines = new DryRunLines(observer);
        foreach (var write in Writes.Skip(_told))
        {
            if (_form == DryRunForm.Kubeadm)
            {
                lines.Tell(write);
            }
            else
            {
                lines.TellName(write);
            }
        }

        _told = Writes.Count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _dryRun?.Client.Dispose();
        _live.Dispose();
    }

    /// <summary>A client is made of the text alone, which does not know the folder that its references are relative to.</summary>
    private static void MakeAbsolute(KubeconfigFile file, Func<string, string> resolve)
    {
        foreach (var cluster in file.Clusters.Values)
        {
            cluster.CertificateAuthority = resolve(cluster.CertificateAuthority);
        }

        foreach (var user in file.Users.Values)
        {
            user.ClientCertificate = resolve(user.ClientCertificate);
            user.ClientKey = resolve(user.ClientKey);
            user.TokenFile = resolve(user.TokenFile);

            // A bare name is looked for on the search path; what has a folder is a path.
            user.Program = user.Program.Contains('/', StringComparison.Ordinal) ? resolve(user.Program) : user.Program;
        }
    }
}
