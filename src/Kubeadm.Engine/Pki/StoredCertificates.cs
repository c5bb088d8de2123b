using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.Engine.Pki;

/// <summary>The rules for certificates that are there already.</summary>
internal sealed class StoredCertificates(CertificateStore store, TimeProvider clock)
{
    private readonly List<string> _warnings = [];

    /// <summary>What a person should know about the certificates that were looked at.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Reads an authority's certificate, which must be one, and its key, which must belong to it, unless it is kept elsewhere.</summary>
    public X509Certificate2 RequireAuthority(CertificateSpec spec)
    {
        var certificate = store.ReadCertificate(spec.BaseName);
        WarnOfPeriod(spec, certificate);
        if (!CertificateChecks.IsAuthority(certificate))
        {
            throw PkiErrors.NotAnAuthority(PathOf(spec));
        }

        if (store.HasKey(spec.BaseName))
        {
            RequireKey(spec, certificate);
        }

        return certificate;
    }

    /// <summary>Reads a leaf, which must be valid, be issued by the authority and have its key.</summary>
    public X509Certificate2 RequireLeaf(CertificateSpec spec, X509Certificate2 authority)
    {
        var chain = store.ReadChain(spec.BaseName);
        var now = clock.GetUtcNow();
        if (CertificateChecks.PeriodProblem(chain[0], now) is { } problem)
        {
            throw PkiErrors.CertificateExpired(PathOf(spec), problem);
        }

        if (!CertificateChecks.IsIssuedBy(chain[0], chain.Skip(1), authority, now))
        {
            throw PkiErrors.CertificateNotSigned(PathOf(spec), PathOf(CertificateCatalog.Find(spec.AuthorityName!)));
        }

        RequireKey(spec, chain[0]);
        return chain[0];
    }

    /// <summary>Fails or warns where a leaf is not valid for a name that it should be valid for.</summary>
    public void CheckNames(CertificateSpec spec, X509Certificate2 certificate, AlternativeNames wanted, bool required)
    {
        if (CertificateChecks.MissingName(certificate, wanted) is not { } missing)
        {
            return;
        }

        if (required)
        {
            throw PkiErrors.CertificateNamesMissing(PathOf(spec), missing);
        }

        _warnings.Add($"{PathOf(spec)} is not valid for {missing}; it is kept");
    }

    private void RequireKey(CertificateSpec spec, X509Certificate2 certificate)
    {
        using var key = store.ReadKey(spec.BaseName);
        CertificateChecks.RequireMatchingKey(certificate, key, store.KeyPath(spec.BaseName));
    }

    private void WarnOfPeriod(CertificateSpec spec, X509Certificate2 certificate)
    {
        if (CertificateChecks.PeriodProblem(certificate, clock.GetUtcNow()) is { } problem)
        {
            _warnings.Add($"{PathOf(spec)} {problem}");
        }
    }

    private string PathOf(CertificateSpec spec) => store.CertificatePath(spec.BaseName);
}
