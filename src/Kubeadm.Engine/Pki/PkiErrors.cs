using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Pki;

/// <summary>The errors of certificates and keys. None holds anything of a key.</summary>
internal static class PkiErrors
{
    /// <summary>What is wrong with a file that is not looked into.</summary>
    public static readonly string TooLong = $"it is longer than {PemBlocks.MaxLength} bytes";

    private const string Mismatch = "KeyMismatch";

    /// <summary>A name that is none of those that can be asked for.</summary>
    /// <param name="name">The name.</param>
    /// <param name="what">What it should be the name of, to follow "the name of".</param>
    /// <param name="choice">The names that can be asked for, as a list for people.</param>
    public static KubeadmException UnknownCertificate(string name, string what, string choice) => new("UnknownCertificate", $"{name} is not the name of {what}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = name,
        Remedy = $"Use one of {choice}.",
    };

    public static KubeadmException UnknownAlgorithm(string name) => new(ErrorIds.InvalidConfiguration, $"encryptionAlgorithm: {name} is not a known algorithm")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = name,
        Remedy = $"Use one of {string.Join(", ", EncryptionAlgorithms.All)}.",
    };

    /// <summary>A period that is not ahead, or ends after the last year that a certificate can name.</summary>
    /// <param name="field">Where it was given: a field of the configuration, a user.</param>
    /// <param name="period">The period.</param>
    public static KubeadmException InvalidValidityPeriod(string field, TimeSpan period) => new(
        "InvalidValidityPeriod", $"{field}: {period} is not a time for which a certificate can be valid")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = period,
        Remedy = "Give a duration of more than zero, such as 8760h, that ends before the year 10000.",
    };

    public static KubeadmException InvalidDnsName(string name) => new("InvalidCertificateName", $"{name} cannot be a DNS name of a certificate: it is not ASCII")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = name,
        Remedy = "Write the name as an internationalized domain name is written in the DNS: xn--...",
    };

    public static KubeadmException InvalidPublicKeyPin(string text) => new("InvalidPublicKeyPin", $"{text} is not the hash of a public key")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = text,
        Remedy = "A hash is sha256: and 64 hexadecimal digits.",
    };

    public static KubeadmException FileExists(string path) => new("FileExists", $"{path} is there already")
    {
        Kind = KubeadmErrorKind.AlreadyExists,
        Target = path,
        Remedy = "Choose another folder, or remove the file.",
    };

    public static KubeadmException CertificateNotFound(string path, Exception error) => NotFound(ErrorIds.CertificateNotFound, path, "certificate", error);

    public static KubeadmException PrivateKeyNotFound(string path, Exception error) => NotFound("PrivateKeyNotFound", path, "private key", error);

    public static KubeadmException PublicKeyNotFound(string path, Exception error) => NotFound("PublicKeyNotFound", path, "public key", error);

    public static KubeadmException InvalidPrivateKey(string path) => new("InvalidPrivateKey", $"{path}: there is no RSA or ECDSA private key in it that can be read")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = path,
        Remedy = "Restore the key from a backup; encrypted keys are not supported.",
    };

    public static KubeadmException InvalidPublicKey(string path) => new("InvalidPublicKey", $"{path}: there is no RSA or ECDSA public key in it that can be read")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = path,
    };

    public static KubeadmException CertificateTooLong(string source) => InvalidCertificate(source, TooLong);

    public static KubeadmException CertificateUndecodable(string source, Exception error) =>
        InvalidCertificate(source, "a certificate in it cannot be decoded", error);

    public static KubeadmException NoCertificate(string source) => InvalidCertificate(source, "there is no PEM certificate in it");

    /// <summary>A certificate that lacks something that the one in its place takes over.</summary>
    public static KubeadmException NothingToKeep(string name, string what) => new(
        ErrorIds.InvalidCertificate, $"the certificate {name} cannot be renewed: it has no {what} to keep")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = name,
        Remedy = "Remove it together with its key and make it anew.",
    };

    public static KubeadmException NoRequest(string path) => InvalidRequest(path, "there is no PEM certificate request in it");

    public static KubeadmException RequestNotSigned(string path) => InvalidRequest(path, "the certificate request in it is not signed with its own key");

    public static KubeadmException RequestUndecodable(string path, Exception error) =>
        InvalidRequest(path, "the certificate request in it cannot be decoded", error);

    /// <summary>A key that does not belong to its certificate.</summary>
    /// <param name="name">What people know either by: a file, a subject.</param>
    public static KubeadmException KeyMismatch(string name) => new(Mismatch, $"the private key of {name} does not belong to its certificate")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = name,
        Remedy = "Put the certificate and the key in place that were made together.",
    };

    /// <summary>The two files of a key pair that do not belong together.</summary>
    public static KubeadmException PublicKeyMismatch(string path, string keyPath) => new(Mismatch, $"{path} is not the public half of {keyPath}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = path,
    };

    public static KubeadmException NotAnAuthority(string path) =>
        Unfit("NotAnAuthority", path, "is not the certificate of an authority (CA:TRUE is missing)", remedy: null);

    /// <summary>A certificate that has ended, or is not valid yet.</summary>
    public static KubeadmException CertificateExpired(string path, string problem) =>
        Unfit("CertificateExpired", path, problem, "Renew it, or remove it together with its key to have a new one made.");

    public static KubeadmException CertificateNotSigned(string path, string authorityPath) => Unfit(
        "CertificateNotSigned",
        path,
        $"is not issued by the authority in {authorityPath}, or that is not valid now",
        "Remove it together with its key to have a new one made, or restore the authority that issued it.");

    public static KubeadmException CertificateNamesMissing(string path, string missing) => Unfit(
        "CertificateNamesMissing",
        path,
        $"is not valid for {missing}",
        "Remove it together with its key to have a new one made that has all names.");

    /// <summary>An authority's key is kept elsewhere, and what it issues is not all there or not all good.</summary>
    public static KubeadmException ExternalCaIncomplete(string authority, KubeadmException problem) => new(
        "ExternalCaIncomplete", $"the key of {authority} is not on this node, and {problem.Message}", problem)
    {
        Kind = problem.Kind,
        Target = problem.Target,
        Remedy = $"Provide all certificates and keys that {authority} issues, or the key of {authority} itself.",
    };

    public static KubeadmException InvalidCertificateKey() => new(
        "InvalidCertificateKey", $"certificateKey: the key is not {CertificateKey.Size * 2} hexadecimal digits")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Remedy = "Give the key that was told when the certificates were uploaded, or a new one of 32 random bytes.",
    };

    public static KubeadmException UploadedCertificateMissing(string name) => new("UploadedCertificateMissing", $"the Secret {ClusterNames.KubeadmCerts} does not hold {name}")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = name,
        Remedy = "Upload the certificates again from a control-plane node that has them all.",
    };

    public static KubeadmException UploadTooShort(int length) => DecryptionFailed($"its {length} bytes are too few");

    public static KubeadmException WrongCertificateKey(Exception error) =>
        DecryptionFailed("the certificate key is not the one it was encrypted with, or the content was altered", error);

    private static KubeadmException NotFound(string errorId, string path, string what, Exception error) =>
        new(errorId, $"{path}: the {what} is not there", error) { Kind = KubeadmErrorKind.NotFound, Target = path };

    private static KubeadmException InvalidCertificate(string source, string cause, Exception? inner = null) =>
        new(ErrorIds.InvalidCertificate, $"{source}: {cause}", inner)
        {
            Kind = KubeadmErrorKind.InvalidInput,
            Target = source,
            Remedy = "Restore the certificate from a backup, or remove it together with its key to have new ones made.",
        };

    private static KubeadmException InvalidRequest(string path, string cause, Exception? inner = null) =>
        new("InvalidCertificateRequest", $"{path}: {cause}", inner)
        {
            Kind = KubeadmErrorKind.InvalidInput,
            Target = path,
            Remedy = "Remove the request and its key to have new ones made.",
        };

    private static KubeadmException Unfit(string errorId, string path, string cause, string? remedy) => new(errorId, $"{path} {cause}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = path,
        Remedy = remedy,
    };

    private static KubeadmException DecryptionFailed(string cause, Exception? inner = null) =>
        new("CertificateDecryptionFailed", $"an uploaded certificate cannot be decrypted: {cause}", inner)
        {
            Kind = KubeadmErrorKind.InvalidInput,
            Remedy = "Use the certificate key that was shown when the certificates were uploaded, or upload them again.",
        };
}
