namespace Kubeadm.Engine.Ports.Etcd;

/// <summary>How etcd's members are, as far as they can be asked.</summary>
/// <param name="Endpoints">What each endpoint answered, in the order of the endpoints.</param>
public sealed record EtcdHealthReport(IReadOnlyList<EtcdEndpointHealth> Endpoints)
{
    /// <summary>Whether more than half of the endpoints are healthy, so that the cluster can be written to.</summary>
    public bool HasQuorum => Endpoints.Count(endpoint => endpoint.IsHealthy) > Endpoints.Count / 2;

    /// <summary>The endpoints that are not healthy.</summary>
    public IEnumerable<EtcdEndpointHealth> Unhealthy => Endpoints.Where(endpoint => !endpoint.IsHealthy);
}
