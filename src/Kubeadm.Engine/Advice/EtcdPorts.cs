using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.Engine.Advice;

/// <summary>Addresses of an etcd without a port: its clients take that of the scheme, where no etcd listens.</summary>
internal sealed class EtcdPorts : IAdviceRule
{
    public void Check(AdviceSubject subject, FindingCollector findings)
    {
        if (subject.Init?.Cluster.Etcd.External is not { } external)
        {
            return;
        }

        var endpoints = external.Endpoints ?? [];
        Check(endpoints, "etcd.external.endpoints", ":2379", findings);

        // Without addresses of their own health and metrics are asked for at the same.
        if (!external.HttpEndpoints.SequenceEqual(endpoints))
        {
            Check(external.HttpEndpoints, "etcd.external.httpEndpoints", ":2381", findings);
        }
    }

    private static void Check(List<string> urls, string field, string usual, FindingCollector findings)
    {
        for (var i = 0; i < urls.Count; i++)
        {
            if (Uri.TryCreate(urls[i], UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && !HasPort(urls[i]))
            {
                // Credentials in the address are a secret.
                findings.Advise($"{field}.{i}", $"'{url.Scheme}://{url.Authority}' has no port, so {url.Port} is taken; etcd usually listens on {usual[1..]}: write {url.Scheme}://{url.Authority}{usual}");
            }
        }
    }

    private static bool HasPort(string url) =>
        HostAndPort.TrySplit(url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('/')[0].Split('@')[^1], out _, out _);
}
