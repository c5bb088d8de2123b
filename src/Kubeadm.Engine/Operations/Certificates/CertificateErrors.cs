using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>The errors of renewing, requesting, importing and uploading certificates.</summary>
internal static class CertificateErrors
{
    private static readonly string Renewable = $"{string.Join(", ", CertificateRenewals.Names)}, or {CertificateRenewals.All}";

    public static KubeadmException UnknownToRenew(string name) => PkiErrors.UnknownCertificate(name, "a certificate that can be renewed", Renewable);

    public static KubeadmException UnknownToRequest(string name) =>
        PkiErrors.UnknownCertificate(name, "a certificate or kubeconfig that requests are made for", string.Join(", ", CertificateRequests.Names));

    /// <summary>A name that is known, but not one of those that are renewed here.</summary>
    public static KubeadmException NotRenewable(string name) => new("CertificateNotRenewable", name switch
    {
        CertificateCatalog.ServiceAccount => $"{name} is a key pair without a certificate: it does not end, and is not renewed",
        KubeletCertificates.Server => $"{name} is renewed by the kubelet itself",
        _ => $"{name} is an authority: all that it issued would have to be made anew with it, on all nodes",
    })
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = name,
        Remedy = CertificateCatalog.All.Any(spec => spec.Name == name)
            ? "Follow Kubernetes' guide \"Manual Rotation of CA Certificates\"."
            : $"Use one of {Renewable}.",
    };

    public static KubeadmException NothingToRenew(KubeCertificate certificate) => new(
        ErrorIds.CertificateNotFound, $"{certificate.Path}: the certificate {certificate.Name} is not there to be renewed")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = certificate.Path,
        Remedy = "Make it with the phases certs/… or kubeconfig/… of init, or name another folder (certificatesDir).",
    };

    /// <summary>The authority's key is kept elsewhere.</summary>
    public static KubeadmException ExternallyManaged(KubeCertificate certificate) => new(
        "CertificateExternallyManaged", $"{certificate.Name} is not renewed: the key of {certificate.AuthorityName}, which issues it, is not on this node")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = certificate.Path,
        Remedy = $"Make a request, have it signed where the key of {certificate.AuthorityName} is kept, and bring the certificate back.",
    };

    /// <summary>A file that should hold a signed certificate holds none that can be read.</summary>
    public static KubeadmException InvalidSigned(string path, KubeadmException problem) => new("InvalidSignedCertificate", problem.Message, problem)
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = path,
        Remedy = "Give the certificate as PEM; from DER: openssl x509 -inform der -in FILE -out FILE.pem.",
    };

    /// <summary>A signed certificate answers no request that is here.</summary>
    /// <param name="path">The certificate's file.</param>
    /// <param name="subject">Its subject.</param>
    /// <param name="requests">How many requests are here, and in which folders.</param>
    /// <param name="sameSubject">The request with its subject, but with another key; null when there is none.</param>
    public static KubeadmException RequestNotFound(string path, string subject, string requests, string? sameSubject) => new(
        "CertificateRequestNotFound",
        $"{path}: \"{subject}\" answers none of the {requests}{(sameSubject is null ? "" : $"; {sameSubject} asks for this subject, but with another key")}")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = path,
        Remedy = "Name the folders of the requests that were signed (certificatesDir, and the one of kubeconfigs), or have the requests that are there signed.",
    };

    /// <summary>Control planes could not join with what would be uploaded.</summary>
    /// <param name="missing">The files that are not there; at least one.</param>
    public static KubeadmException NothingToUpload(IReadOnlyList<string> missing) => new(
        ErrorIds.CertificateNotFound,
        $"control planes could not join with what this machine has: {string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} not there")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = missing[0],
        Remedy = "Run this on a control-plane node that has all certificates, or name their folder (certificatesDir).",
    };

    /// <summary>This machine's certificates are those of another cluster than the one that is reached.</summary>
    public static KubeadmException AuthorityMismatch(string path, string kubeconfig) => new(
        "CertificateAuthorityMismatch", $"{path} is not the authority of the cluster in {kubeconfig}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = kubeconfig,
        Remedy = "Name the kubeconfig of this node's cluster, or the folder of that cluster's certificates (certificatesDir).",
    };
}
