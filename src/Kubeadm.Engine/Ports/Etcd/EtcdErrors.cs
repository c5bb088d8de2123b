using System.Security.Authentication;
using System.Security.Cryptography;
using Grpc.Core;
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

    /// <summary>A new member does not come up.</summary>
    public const string NotStarted = "EtcdMemberNotStarted";

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

    private static KubeadmException UnreachableAt(string endpoint, RpcException error)
    {
        var causes = Causes(error.Status.DebugException).ToList();
        var isUntrusted = causes.Exists(cause => cause is AuthenticationException);
        var isRefused = causes.Exists(IsAlert);
        var said = error.StatusCode == StatusCode.DeadlineExceeded ? "no answer in time" : causes.LastOrDefault()?.Message ?? error.Status.Detail;
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
