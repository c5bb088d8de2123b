using Kubeadm.Engine.Preflight;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>Whether every member of the cluster's own etcd answers: one is about to be restarted, and more than half must be left meanwhile.</summary>
/// <param name="review">Asks the members.</param>
/// <param name="certificatesDirectory">The folder of certificates, <c>certificatesDir</c>.</param>
public sealed class EtcdHealthCheck(EtcdReview review, string certificatesDirectory)
    : NodeCheck(CheckName, "Bring the members back, or remove those that are gone (etcdctl member remove).")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "EtcdHealth";

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findings);
        foreach (var endpoint in await review.FindUnhealthyAsync(certificatesDirectory, cancellationToken))
        {
            findings.Fail($"etcd at {endpoint.Endpoint} is not healthy: {endpoint.Error}");
        }
    }
}
