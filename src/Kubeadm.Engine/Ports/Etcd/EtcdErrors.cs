using System.Globalization;
using System.Security.Authentication;
using System.Security.Cryptography;
using Grpc.Core;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Ports.Etcd;

/// <summary>Describes what went wrong with etcd, for people.</summary>
internal static class EtcdErrors
{
    /// <summary>No server gave an answer.</summary>
    public const string Unreachable = "EtcdUnreachable";

    /// <summary>A server refused a request.</summary>
    public const string Failed = "EtcdFailed";

    /// <summary>A learner cannot vote yet.</summary>
    public const string LearnerNotReady = "EtcdLearnerNotReady";

    /// <summary>The cluster does not tell its client URLs.</summary>
    public const string EndpointsNotFound = "EtcdEndpointsNotFound";

    private const string NotStarted = "EtcdMemberNotStarted";

    // etcd's own words (api/v3rpc/rpctypes): the codes alone do not tell these apart.
    private const string ServerPrefix = "etcdserver:";
    private const string NotInSync = "in sync with leader";
    private const string TooManyLearners = "too many learner members";

    /// <summary>Whether another endpoint may do better: this one cannot be reached, or has lost the cluster.</summary>
    public static bool IsWorthAnotherEndpoint(RpcException error) =>
        error.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled || IsTransport(error);

    /// <summary>Whether the servers' certificates, or ours, are at fault, so that waiting mends nothing.</summary>
    public static bool IsForGood(KubeadmException error) => error.Kind is KubeadmErrorKind.PermissionDenied or KubeadmErrorKind.InvalidInput;

    /// <summary>What one endpoint gave for an answer.</summary>
    public static KubeadmException Of(string request, string endpoint, RpcException error)
    {
        if (IsTransport(error) || (IsWorthAnotherEndpoint(error) && !IsAnswer(error)))
        {
            return UnreachableAt(endpoint, error);
        }

        var detail = error.Status.Detail;
        return detail.Contains(NotInSync, StringComparison.Ordinal)
            ? new KubeadmException(LearnerNotReady, $"the learner cannot vote yet, as it has not received all data: {detail}", error)
            {
                Target = endpoint,
                Remedy = "Wait until it has the data; where it never has, read its log.",
            }
            : new KubeadmException(Failed, $"etcd at {endpoint} refused to {request}: {detail}", error) { Target = endpoint, Remedy = RemedyFor(detail) };
    }

    /// <summary>What all endpoints gave for an answer, as one error.</summary>
    /// <param name="request">What was asked, to follow "to".</param>
    /// <param name="errors">Theirs, in the order of asking.</param>
    public static KubeadmException Of(string request, IReadOnlyList<KubeadmException> errors)
    {
        if (errors.Count == 0)
        {
            return new KubeadmException(Unreachable, $"no etcd endpoint is known, so none can be asked to {request}")
            {
                Kind = KubeadmErrorKind.InvalidInput,
                Remedy = "Name the client URLs of etcd's members, https://host:2379.",
            };
        }

        if (errors.Count == 1)
        {
            return errors[0];
        }

        // A server's refusal says more than that others are away.
        var leading = errors.FirstOrDefault(error => error.ErrorId != Unreachable) ?? errors[0];
        return new KubeadmException(
            leading.ErrorId, $"no etcd server took the request to {request}:\n{string.Join('\n', errors.Select(error => error.Message))}", leading)
        {
            Kind = errors.All(IsForGood) || !IsForGood(leading) ? leading.Kind : KubeadmErrorKind.Unreachable,
            Target = string.Join(',', errors.Select(error => error.Target)),
            Remedy = leading.Remedy,
        };
    }

    /// <summary>A client URL that nothing is sent to: it is not https.</summary>
    public static KubeadmException NotAnEndpoint(string endpoint) =>
        new(Unreachable, $"the etcd endpoint \"{endpoint}\" is not an https URL, so nothing is sent there")
        {
            Kind = KubeadmErrorKind.InvalidInput,
            Target = endpoint,
            Remedy = "Have etcd advertise https URLs to its clients (--advertise-client-urls).",
        };

    /// <summary>A file that a connection needs is not there.</summary>
    public static KubeadmException CertificateNotFound(string path, Exception error) => new(
        ErrorIds.CertificateNotFound, $"{path} is not there, and etcd lets nobody in without it", error)
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = path,
        Remedy = "Download the certificates (join phase control-plane-prepare download-certs) or make them (phase certs), then run again.",
    };

    /// <summary>What a connection is secured with cannot be read.</summary>
    /// <param name="what">Which of the certificates, to follow "the".</param>
    /// <param name="cause">What is wrong with it.</param>
    /// <param name="inner">The cause's error, if there is one.</param>
    public static KubeadmException InvalidCertificate(string what, string cause, Exception? inner = null) => new(
        ErrorIds.InvalidCertificate, $"the {what} for etcd cannot be used: {cause}", inner)
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Remedy = "Restore etcd/ca.crt, etcd/healthcheck-client.crt and etcd/healthcheck-client.key in the certificates folder.",
    };

    public static KubeadmException NoPods(string labels) => NoEndpoints($"there is no Pod with the labels {labels} in {ClusterNamespaces.System}");

    public static KubeadmException NotAnnotated(string pod, string annotation) =>
        NoEndpoints($"pods/{ClusterNamespaces.System}/{pod} has no annotation {annotation}");

    /// <summary>Half of the members or more are not healthy.</summary>
    public static KubeadmException Unhealthy(EtcdHealthReport report)
    {
        var healthy = report.Endpoints.Count(endpoint => endpoint.IsHealthy);
        return new KubeadmException(
            "EtcdUnhealthy",
            $"{healthy} of {report.Endpoints.Count} etcd members are healthy, which is no majority:\n{string.Join('\n', report.Unhealthy.Select(endpoint => endpoint.Error))}")
        {
            Target = report,
            Remedy = "Bring members back until more than half are healthy (read etcd's log on their nodes), then run again.",
        };
    }

    public static KubeadmException MemberNotFound(string peerUrl) => new("EtcdMemberNotFound", $"etcd has no member with the peer URL {peerUrl}")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = peerUrl,
        Remedy = "Run the join again: it announces the member to etcd first.",
    };

    /// <summary>A new member has not come up yet, which waiting may mend.</summary>
    public static KubeadmException NotStartedYet(EtcdMember member, string name, string peerUrl) =>
        new(NotStarted, $"the etcd member {name} ({member.Id:x}, {peerUrl}) has not started");

    /// <summary>A new member did not come up in time.</summary>
    /// <param name="error">What the last look at it gave.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="peerUrl">Where the others were to reach it.</param>
    public static KubeadmException NotStartedInTime(KubeadmException error, string outcome, string peerUrl) => new(NotStarted, $"{error.Message}; {outcome}", error)
    {
        Kind = KubeadmErrorKind.Timeout,
        Target = peerUrl,
        Remedy = "Read the log of this node's etcd (crictl ps -a --name etcd, crictl logs CONTAINER) and the kubelet's, mend the cause, reset the node and join it again.",
    };

    /// <summary>The error with the learners that may be its cause.</summary>
    public static KubeadmException WithLearners(KubeadmException error, IEnumerable<EtcdMember> members)
    {
        var learners = members.Where(member => member.IsLearner)
            .Select(member => $"{member.Id:x} at {string.Join(',', member.PeerUrls)}{(member.IsStarted ? "" : ", which has not started")}");
        return error.Reworded($"{error.Message}; learners now: {string.Join("; ", learners)}");
    }

    /// <summary>The error with the time for which the request was tried.</summary>
    public static KubeadmException GivenUp(KubeadmException error, TimeSpan timeout) =>
        error.Reworded(string.Create(CultureInfo.InvariantCulture, $"{error.Message} (tried for {timeout.TotalSeconds:0.#} s)"));

    private static KubeadmException NoEndpoints(string cause) => new(EndpointsNotFound, $"etcd's client URLs are not known: {cause}")
    {
        Kind = KubeadmErrorKind.NotFound,
        Remedy = "Check that etcd's static Pod runs on each control-plane node (kubectl -n kube-system get pods -l component=etcd) and that its manifest has the annotation.",
    };

    private static KubeadmException UnreachableAt(string endpoint, RpcException error)
    {
        var causes = Causes(error.Status.DebugException).ToList();
        var isUntrusted = causes.Exists(cause => cause is AuthenticationException);
        var isRefused = causes.Exists(IsAlert);
        var said = error.StatusCode == StatusCode.DeadlineExceeded ? "no answer in time"
            : causes.Exists(cause => cause is ObjectDisposedException) ? "it closed the connection while TLS was set up; a client certificate that has ended (etcd/healthcheck-client) is one reason"
            : causes.LastOrDefault()?.Message ?? error.Status.Detail;
        return new KubeadmException(Unreachable, $"etcd does not answer at {endpoint}: {(isRefused ? "it refuses the client certificate: " : "")}{said}", error)
        {
            Kind = isUntrusted || isRefused ? KubeadmErrorKind.PermissionDenied : KubeadmErrorKind.Unreachable,
            Target = endpoint,
            Remedy = isUntrusted || isRefused
                ? "Check that etcd's server certificate and the client certificate (etcd/healthcheck-client) are valid and of the same authority (etcd/ca.crt), and that the server's names the address."
                : "Check that etcd runs there (crictl ps --name etcd) and that the port is open.",
        };
    }

    private static string RemedyFor(string detail) => detail.Contains(TooManyLearners, StringComparison.Ordinal)
        ? "Another control plane is joining: wait for it. Where a join was given up, remove its learner (etcdctl member list, etcdctl member remove ID)."
        : "Look at the members' health (etcdctl endpoint status --cluster) and at etcd's log.";

    private static bool IsAnswer(RpcException error) => error.Status.Detail.StartsWith(ServerPrefix, StringComparison.Ordinal);

    // The library reports a connection that cannot be made, or that breaks, with various codes and the cause beside them.
    private static bool IsTransport(RpcException error) => Causes(error.Status.DebugException).Any(cause => cause is HttpRequestException or IOException);

    // What OpenSSL says when the other side ends TLS for the sake of our certificate; it has no type of its own.
    private static bool IsAlert(Exception cause) => cause is CryptographicException && cause.Message.Contains(" alert ", StringComparison.Ordinal);

    private static IEnumerable<Exception> Causes(Exception? error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
