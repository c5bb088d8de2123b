using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Discovery;

/// <summary>The errors of looking for a cluster. Their identifiers are stable; they name a token by its public part only.</summary>
internal static class DiscoveryErrors
{
    public const string ClusterInfoForbidden = "ClusterInfoForbidden";
    public const string ClusterNotTrusted = "ClusterNotTrusted";

    private const string ClusterInfo = $"configmaps/{ClusterNamespaces.Public}/{ClusterNames.ClusterInfo}";
    private const string UnreachableRemedy = "Check that the API server runs, that the address is right, and that firewalls and proxies (HTTPS_PROXY, NO_PROXY) let this node reach it.";
    private const string Distrust = "Do not join: someone may stand between this node and the cluster.";

    public static KubeadmException NoMethod() => new(ErrorIds.InvalidConfiguration, "discovery: needs bootstrapToken or file")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = "discovery",
        Remedy = "Give a token and the API server's address, or a kubeconfig of the cluster.",
    };

    public static KubeadmException CaCertHashRequired() => new(
        "CaCertHashRequired", "discovery.bootstrapToken.caCertHashes: is empty, so the cluster could not be told from another that knows the token")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = "discovery.bootstrapToken.caCertHashes",
        Remedy = "Give the hash of the cluster's CA (a control plane's join command has it), or set unsafeSkipCAVerification where everyone who has the token is trusted.",
    };

    public static KubeadmException SignatureNotFound(string server, string tokenId) => new(
        "TokenSignatureNotFound", $"{server} has no signature for the token {tokenId} in cluster-info: the token is unknown there or has expired")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = tokenId,
        Remedy = "Make a new join command on a control plane and use it. A new token is signed within seconds by the controller manager, which must be running.",
    };

    public static KubeadmException SignatureInvalid(string server, string tokenId) => new(
        "ClusterInfoSignatureInvalid", $"{server}: the signature of cluster-info for the token {tokenId} was not made with that token")
    {
        Target = server,
        Remedy = "Check the token's second part and the address. If both are right: " + Distrust,
    };

    public static KubeadmException Invalid(string server, string cause, Exception? inner = null) => new(
        "ClusterInfoInvalid", $"{server}: {ClusterInfo}: {cause}", inner)
    {
        Target = server,
        Remedy = "Make it anew on a control plane with init's phase bootstrap-token.",
    };

    public static KubeadmException NotPinned(string server, IEnumerable<X509Certificate2> authorities) => new(
        "ClusterAuthorityNotPinned", $"{server}: the cluster's CA has none of the hashes in discovery.bootstrapToken.caCertHashes; it has {string.Join(", ", authorities.Select(PublicKeyPin.Of))}")
    {
        Target = "discovery.bootstrapToken.caCertHashes",
        Remedy = "Compare with the hash in a join command made on a control plane. If that is not one of those: " + Distrust,
    };

    public static KubeadmException Changed(string server) => new(
        "ClusterInfoChanged", $"{server}: cluster-info over verified TLS is another than the one that was read first")
    {
        Target = server,
        Remedy = "Try again in case it was just being changed. If it happens again: " + Distrust,
    };

    public static KubeadmException FileNotFound(string path, Exception error) => new("DiscoveryFileNotFound", $"discovery.file.kubeConfigPath: {path} cannot be read: {error.Message}", error)
    {
        Kind = error is UnauthorizedAccessException ? KubeadmErrorKind.PermissionDenied : KubeadmErrorKind.NotFound,
        Target = path,
        Remedy = "Give the path of a kubeconfig on this machine that can be read, or an https address.",
    };

    public static KubeadmException Unavailable(string address, string cause, Exception? error = null) => new("DiscoveryFileUnavailable", $"discovery.file.kubeConfigPath: {address}: {cause}", error)
    {
        Kind = KubeadmErrorKind.Unreachable,
        Target = address,
        Remedy = "Check the address, that an authority this system trusts has signed its certificate, and the proxy (HTTPS_PROXY, NO_PROXY). Or fetch the file yourself and give its path.",
    };

    public static KubeadmException InvalidFile(string location, string cause, Exception? error = null) => new("InvalidDiscoveryFile", $"discovery.file.kubeConfigPath: {location}: {cause}", error)
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = location,
        Remedy = "Correct the kubeconfig: it needs a cluster with a server and its CA, and a current context.",
    };

    /// <summary>The kubelet would have nothing to know the cluster by.</summary>
    public static KubeadmException AuthorityNotFound(string server) => new(
        "ClusterAuthorityNotFound", $"{server}: neither the discovery file nor cluster-info has a certificate-authority-data")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = server,
        Remedy = "Add the cluster's CA certificate to the discovery file: the kubelet needs it.",
    };

    /// <summary>The kubelet would have nothing to be known by.</summary>
    public static KubeadmException CredentialsNotFound() => new(
        "DiscoveryCredentialsNotFound", "discovery: there are no credentials for TLS bootstrap: the discovery file has none, and tlsBootstrapToken is empty")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = "discovery.tlsBootstrapToken",
        Remedy = "Give a token (discovery.tlsBootstrapToken), or a discovery file whose current user has a token, a client certificate and key, or an exec plugin.",
    };

    /// <summary>What an error of a request for cluster-info means.</summary>
    public static KubeadmException Of(Exception error, string server) => error switch
    {
        KubeadmException known => known,
        _ when ApiErrors.IsUntrusted(error) => NotTrusted(server, error),
        _ when ApiErrors.IsNotFound(error) => NotFound(server, error),
        _ when ApiErrors.StatusOf(error) == System.Net.HttpStatusCode.Forbidden => Forbidden(server, error),
        _ when ApiErrors.StatusOf(error) is not null => Refused(server, error),
        _ when ApiErrors.IsTooLarge(error) => TooLarge(server, error),
        TimeoutException => new(ApiErrors.Unreachable, error.Message, error) { Kind = KubeadmErrorKind.Timeout, Target = server, Remedy = UnreachableRemedy },
        System.Text.Json.JsonException => Invalid(server, "the answer is not a ConfigMap", error),
        _ => new(ApiErrors.Unreachable, $"no answer from {server}: {error.GetBaseException().Message}", error)
        {
            Kind = KubeadmErrorKind.Unreachable,
            Target = server,
            Remedy = UnreachableRemedy,
        },
    };

    /// <summary>The error with the time that was waited.</summary>
    public static KubeadmException After(KubeadmException error, TimeSpan waited) =>
        error.Reworded($"{error.Message} (waited {GoDuration.Format(waited)}, as timeouts.discovery says)", wasWaitedFor: true);

    private static KubeadmException NotTrusted(string server, Exception error) => new(
        ClusterNotTrusted, $"{server}: its certificate is not of the cluster's CA, is not valid now, or is for another name", error)
    {
        Kind = KubeadmErrorKind.Unreachable,
        Target = server,
        Remedy = "Check that the address is one of the names in the API server's certificate and that the clocks agree. If they do: " + Distrust,
    };

    private static KubeadmException Refused(string server, Exception error)
    {
        var refused = (KubeadmException)ApiErrors.ForPeople(error, $"read {ClusterInfo} of {server}");
        return new KubeadmException(refused.ErrorId, refused.Message, error)
        {
            Kind = refused.Kind,
            Target = server,
            Remedy = "Check that this is an API server's address and that it is healthy. One that lets nobody in without a name (401) is discovered by a kubeconfig with credentials (discovery.file).",
        };
    }

    private static KubeadmException TooLarge(string server, Exception error) => new(ApiErrors.AnswerTooLarge, $"cannot read {ClusterInfo}: {error.Message}", error)
    {
        Target = server,
        Remedy = "Check that the address is an API server's: no cluster-info is so large. If it is: " + Distrust,
    };

    private static KubeadmException NotFound(string server, Exception error) => new("ClusterInfoNotFound", $"{server} has no {ClusterInfo}", error)
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = server,
        Remedy = "Make it on a control plane with init's phase bootstrap-token.",
    };

    private static KubeadmException Forbidden(string server, Exception error) => new(ClusterInfoForbidden, $"{server} does not let everyone read {ClusterInfo}", error)
    {
        Kind = KubeadmErrorKind.PermissionDenied,
        Target = server,
        Remedy = "Grant it on a control plane with init's phase bootstrap-token, or discover by a kubeconfig (discovery.file).",
    };
}
