using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Serialization.Values;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Configuration.Validation;

/// <summary>Rules for ClusterConfiguration.</summary>
internal sealed class ClusterRules(FieldRules fields, FindingCollector findings)
{
    public void Check(ClusterConfiguration cluster)
    {
        OptionalRepository(cluster.Dns.ImageRepository, "dns.imageRepository");
        fields.Subdomain(cluster.Networking.DnsDomain, "networking.dnsDomain");
        new NetworkingRules(findings).Check(cluster);
        fields.AlternativeNames(cluster.ApiServer.CertSans, "apiServer.certSANs");
        fields.Arguments(cluster.ApiServer.ExtraArgs, "apiServer.extraArgs");
        fields.Arguments(cluster.ControllerManager.ExtraArgs, "controllerManager.extraArgs");
        fields.Arguments(cluster.Scheduler.ExtraArgs, "scheduler.extraArgs");
        fields.AbsolutePath(cluster.CertificatesDir, "certificatesDir");
        foreach (var gate in cluster.FeatureGates.Keys.Where(gate => !FeatureGates.All.ContainsKey(gate)))
        {
            findings.Error("featureGates", VersionErrors.NotAGate(gate, FeatureGates.All.Keys));
        }

        fields.ImageRepository(cluster.ImageRepository, "imageRepository");
        CheckEtcd(cluster.Etcd);
        if (!EncryptionAlgorithms.All.Contains(cluster.EncryptionAlgorithm))
        {
            findings.Error("encryptionAlgorithm", $"'{cluster.EncryptionAlgorithm}' is none of {string.Join(", ", EncryptionAlgorithms.All)}");
        }

        CheckValidity(cluster);
    }

    private void OptionalRepository(string repository, string field)
    {
        if (repository.Length > 0)
        {
            fields.ImageRepository(repository, field);
        }
    }

    private void CheckEtcd(EtcdConfiguration etcd)
    {
        if (etcd is { Local: not null, External: not null })
        {
            findings.Error("etcd", "has both local and external; keep one");
        }
        else if (etcd.Local is { } local)
        {
            fields.AbsolutePath(local.DataDir, "etcd.local.dataDir");
            fields.AlternativeNames(local.ServerCertSans, "etcd.local.serverCertSANs");
            fields.AlternativeNames(local.PeerCertSans, "etcd.local.peerCertSANs");
            OptionalRepository(local.ImageRepository, "etcd.local.imageRepository");
            fields.Arguments(local.ExtraArgs, "etcd.local.extraArgs");
        }
        else if (etcd.External is { } external)
        {
            CheckEtcd(external);
        }
    }

    private void CheckEtcd(ExternalEtcd external)
    {
        const string Field = "etcd.external";
        if (external.CertFile.Length == 0 != (external.KeyFile.Length == 0))
        {
            findings.Error(Field, "needs both certFile and keyFile or none of them");
        }

        if (external is { CertFile.Length: > 0, KeyFile.Length: > 0, CaFile.Length: 0 })
        {
            findings.Error(Field, "needs caFile where certFile and keyFile are set");
        }

        var hasFiles = external.CaFile.Length + external.CertFile.Length + external.KeyFile.Length > 0;
        if (external.Endpoints is not { Count: > 0 } endpoints)
        {
            findings.Error($"{Field}.endpoints", "needs at least one address");
        }
        else
        {
            fields.Urls(endpoints, requireHttps: hasFiles, $"{Field}.endpoints");
        }

        fields.Urls(external.HttpEndpoints, requireHttps: false, $"{Field}.httpEndpoints");
        foreach (var (path, name) in new[] { (external.CaFile, "caFile"), (external.CertFile, "certFile"), (external.KeyFile, "keyFile") })
        {
            if (path.Length > 0)
            {
                fields.AbsolutePath(path, $"{Field}.{name}");
            }
        }
    }

    private void CheckValidity(ClusterConfiguration cluster)
    {
        const string Leaf = "certificateValidityPeriod";
        const string Authority = "caCertificateValidityPeriod";
        RefuseIfNone(Leaf, cluster.CertificateValidityPeriod);
        RefuseIfNone(Authority, cluster.CaCertificateValidityPeriod);
        WarnIfLonger(Leaf, cluster.CertificateValidityPeriod, StaticDefaults.CertificateValidity, "recommended");
        WarnIfLonger(Authority, cluster.CaCertificateValidityPeriod, StaticDefaults.CaCertificateValidity, "recommended");
        WarnIfLonger(Leaf, cluster.CertificateValidityPeriod, cluster.CaCertificateValidityPeriod ?? TimeSpan.MaxValue, Authority);
    }

    /// <summary>kubeadm accepts such a period, and then creates certificates that have ended before they are used.</summary>
    private void RefuseIfNone(string field, TimeSpan? period)
    {
        if (period <= TimeSpan.Zero)
        {
            findings.Error(field, $"{GoDuration.Format(period.Value)} is not a time for which a certificate can be valid");
        }
    }

    private void WarnIfLonger(string field, TimeSpan? period, TimeSpan limit, string ofWhat)
    {
        if (period > limit)
        {
            findings.Warn(field, $"{GoDuration.Format(period.Value)} is longer than the {ofWhat} {GoDuration.Format(limit)}");
        }
    }
}
