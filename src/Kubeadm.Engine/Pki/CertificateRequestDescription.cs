using System.Security.Cryptography;

namespace Kubeadm.Engine.Pki;

/// <summary>Describes certificate requests for those who asked for them.</summary>
internal static class CertificateRequestDescription
{
    /// <summary>Describes a request that was created.</summary>
    public static KubeCertificateRequest Of(
        string name, string authorityName, string path, string keyPath, CertificateProfile profile, AsymmetricAlgorithm key) => new()
        {
            Name = name,
            Action = ChangeAction.Create,
            Path = path,
            KeyPath = keyPath,
            AuthorityName = authorityName,
            Subject = DistinguishedName.Encode(profile.CommonName, profile.Organizations).ToPlatform().Name,
            Names = [.. profile.Names],
            Usages = [.. Enum.GetValues<CertificateUsages>().Where(usage => usage != CertificateUsages.None && profile.Usages.HasFlag(usage)).Select(usage => usage.ToString())],
            KeyAlgorithm = KeyAlgorithms.NameOf(key),
            PublicKeyHash = PublicKeyPin.Of(key.ExportSubjectPublicKeyInfo()),
        };
}
