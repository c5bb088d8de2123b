using System.Text;
using k8s;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Workflows.Reset;

/// <summary>The cluster that the node is part of, as far as it answers: a node is reset also when its cluster is gone.</summary>
public sealed class ResetCluster(EnginePorts ports, ResetConfiguration reset, string kubeconfigPath) : IDisposable
{
    // As kubeadm has them: a cluster that is gone must not hold up the reset, one that is slow may finish its answer.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(350);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    private IKubernetes? _api;

    /// <summary>The cluster's configuration with defaults for this node; null where the cluster does not tell.</summary>
    public InitConfiguration? Configuration { get; private set; }

    /// <summary>The cluster, once it has told its configuration; requests are repeated for <c>timeouts.kubernetesAPICall</c>.</summary>
    public ApiObjects? Objects { get; private set; }

    /// <summary>Asks the cluster for its configuration. That it does not answer is a warning.</summary>
    public async Task ReadAsync(IEngineObserver observer, CancellationToken cancellationToken)
    {
        if (!ports.Node.Files.FileExists(kubeconfigPath))
        {
            ClusterConfigurationReader.AnnounceAbsence(observer.Verbose, kubeconfigPath);
            return;
        }

        ClusterConfigurationReader.Announce(observer.Info, "[reset]");
        try
        {
            _api = Connect(cancellationToken);
            var kept = await new ClusterConfigurationReader(new ApiObjects(_api, new ApiRetry(Patience, ports.Node.Clock))).ReadAsync(cancellationToken);
            Configuration = await LoadAsync(kept.Cluster.Text, observer, cancellationToken);
            Objects = new ApiObjects(_api, new ApiRetry(reset.Timeouts?.KubernetesApiCall ?? ApiRetry.DefaultTimeout, ports.Node.Clock));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever is in the file, and whatever answers: a node can be reset without them.
            observer.Warning($"[reset] The cluster did not tell its configuration, and the node is reset without it: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _api?.Dispose();

    private IKubernetes Connect(CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString(ports.Node.Files.ReadAllBytes(kubeconfigPath));
        return ports.ConnectCluster(text, new ConnectOptions
        {
            RequestTimeout = RequestTimeout,
            EnvironmentVariable = ports.Node.System.GetEnvironmentVariable,
            CancellationToken = cancellationToken,
        });
    }

    private async Task<InitConfiguration> LoadAsync(string text, IEngineObserver observer, CancellationToken cancellationToken)
    {
        var options = new LoadOptions
        {
            AllowDeprecated = true,
            AllowOldControlPlane = true,
            ForNode = false,
            SkipCriDetection = true,
            VersionResolver = ports.VersionResolver,
        };
        var loaded = await ConfigurationLoader.LoadInitAsync(text, new InitFlags(), ports.Node, options, cancellationToken);
        foreach (var finding in loaded.Findings)
        {
            observer.Verbose(finding.ToString());
        }

        return loaded.Configuration;
    }
}
