namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>How to connect to a cluster.</summary>
public sealed record ConnectOptions
{
    /// <summary>The API server to speak to instead of the kubeconfig's; the certificate must be valid for it.</summary>
    public Uri? ServerOverride { get; init; }

    /// <summary>How long one request may take, to the last byte of its answer; kubeadm's clients have the same.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads the proxy variables; null means those of this process.</summary>
    public Func<string, string?>? EnvironmentVariable { get; init; }

    /// <summary>Ends the wait for what connecting takes: the program that gives a user's credential.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Handlers that see each request, outermost first.</summary>
    public IReadOnlyList<DelegatingHandler> Handlers { get; init; } = [];
}
