namespace Kubeadm;

/// <summary>How the member of etcd at an endpoint is.</summary>
/// <param name="Endpoint">The client URL.</param>
/// <param name="Version">The version that runs there, <c>3.6.4</c>; null when it did not answer.</param>
/// <param name="Error">What is wrong, for people; null when it is healthy.</param>
public sealed record EtcdEndpointHealth(string Endpoint, string? Version, string? Error)
{
    /// <summary>Whether it answered and knows of nothing wrong.</summary>
    public bool IsHealthy => Error is null;

    /// <inheritdoc/>
    public override string ToString() => $"{Endpoint}: {Error ?? "healthy"}";
}
