namespace Kubeadm.Engine.Pki;

/// <summary>Keeps one file that cannot be read from hiding all others: a plain user may read certificates, but not kubeconfigs.</summary>
internal static class UnreadableCertificate
{
    /// <summary>What reading gives, or the certificate with the problem that reading had.</summary>
    public static KubeCertificate Guard(KubeCertificate expected, Func<KubeCertificate> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is KubeadmException or IOException or UnauthorizedAccessException)
        {
            return expected with { Problem = e.Message };
        }
    }
}
