namespace Kubeadm.Engine.Kubeconfig;

/// <summary>A kubeconfig (<c>v1</c>, kind <c>Config</c>): clusters, users, and the contexts that join them. Holds secrets.</summary>
/// <remarks>Names are ordered, as client-go writes them.</remarks>
public sealed class KubeconfigFile
{
    /// <summary>Clusters by name.</summary>
    public SortedDictionary<string, KubeconfigCluster> Clusters { get; } = new(StringComparer.Ordinal);

    /// <summary>Users by name.</summary>
    public SortedDictionary<string, KubeconfigUser> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>Contexts by name.</summary>
    public SortedDictionary<string, KubeconfigContext> Contexts { get; } = new(StringComparer.Ordinal);

    /// <summary>The name of the context in use, or empty.</summary>
    public string CurrentContext { get; set; } = "";

    /// <summary>Fields that are kept as they were read: preferences, extensions.</summary>
    internal KubeconfigFields Others { get; init; } = KubeconfigFields.None;

    /// <summary>The cluster in use; null when the current context names none that is there.</summary>
    /// <remarks>A cluster without a name goes first, as in kubeadm: so it stands in <c>cluster-info</c>, where there are no contexts.</remarks>
    public KubeconfigCluster? CurrentCluster =>
        Clusters.TryGetValue("", out var unnamed) ? unnamed
        : Contexts.TryGetValue(CurrentContext, out var context) ? Clusters.GetValueOrDefault(context.Cluster) : null;

    /// <summary>The user in use; null when the current context names none that is there.</summary>
    public KubeconfigUser? CurrentUser =>
        Contexts.TryGetValue(CurrentContext, out var context) ? Users.GetValueOrDefault(context.User) : null;

    /// <summary>Creates a kubeconfig of one cluster and one user; the context is named <c>user@cluster</c>.</summary>
    public static KubeconfigFile Create(string clusterName, KubeconfigCluster cluster, string userName, KubeconfigUser user)
    {
        var contextName = $"{userName}@{clusterName}";
        return new KubeconfigFile
        {
            Clusters = { [clusterName] = cluster },
            Users = { [userName] = user },
            Contexts = { [contextName] = new KubeconfigContext { Cluster = clusterName, User = userName } },
            CurrentContext = contextName,
        };
    }

    /// <summary>Creates a kubeconfig of one cluster, to be asked without credentials.</summary>
    public static KubeconfigFile CreateAnonymous(string clusterName, KubeconfigCluster cluster) => new()
    {
        Clusters = { [clusterName] = cluster },
        Contexts = { [clusterName] = new KubeconfigContext { Cluster = clusterName } },
        CurrentContext = clusterName,
    };

    /// <summary>
    /// Creates the kubeconfig of the ConfigMap <c>cluster-info</c>: the cluster in use under an empty name, no user.
    /// </summary>
    /// <exception cref="KubeadmException">This one has no cluster in use (<c>InvalidKubeconfig</c>).</exception>
    public KubeconfigFile ToClusterInfo() =>
        new()
        {
            Clusters =
            {
                [""] = CurrentCluster ?? throw KubeconfigErrors.NoClusterToPublish(CurrentContext),
            },
        };

    /// <summary>Reads a kubeconfig.</summary>
    /// <param name="content">YAML or JSON.</param>
    /// <param name="source">Where it came from, for the error.</param>
    /// <exception cref="KubeadmException">It is not a kubeconfig (<c>InvalidKubeconfig</c>).</exception>
    public static KubeconfigFile Parse(byte[] content, string source) => KubeconfigSerializer.Read(content, source);

    /// <summary>Writes the kubeconfig, byte for byte as client-go does.</summary>
    public byte[] ToBytes() => KubeconfigSerializer.Write(this);
}
