using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Autorest;
using Kubeadm.Engine.Serialization.Json;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>
/// Turns what the client library throws into errors that a person can act on.
/// The reasons are those of Kubernetes' API conventions ("Response Status Kind").
/// </summary>
public static class ApiErrors
{
    /// <summary>The error id when no answer came from the API server.</summary>
    public const string Unreachable = "ApiServerUnreachable";

    /// <summary>The error id when the API server refused a request.</summary>
    public const string RequestFailed = "ApiRequestFailed";

    /// <summary>The longest body of a refusal that is looked at, in characters. A Status has some hundred.</summary>
    private const int LongestStatus = 1024 * 1024;

    /// <summary>The error id when an answer was larger than any of its kind may be.</summary>
    public const string AnswerTooLarge = "ApiAnswerTooLarge";

    /// <summary>The error id when an answer is not what an API server answers to such a request.</summary>
    public const string AnswerInvalid = "ApiAnswerInvalid";

    private const string ForeignServerRemedy =
        "Check that the server in the kubeconfig is an API server and that the proxy on the way there is the right one: no API server answers so.";

    /// <summary>The HTTP status of the answer, or null when the error is not an answer.</summary>
    public static HttpStatusCode? StatusOf(Exception error) =>
        (error as HttpOperationException)?.Response?.StatusCode;

    /// <summary>The machine-readable reason of a refusal (<c>NotFound</c>, <c>AlreadyExists</c>, …), or null.</summary>
    public static string? ReasonOf(Exception error) => JsonText.StringOf(StatusDocument(error), "reason");

    /// <summary>Whether the object does not exist.</summary>
    public static bool IsNotFound(Exception error) => StatusOf(error) == HttpStatusCode.NotFound;

    /// <summary>Whether the object exists already.</summary>
    public static bool IsAlreadyExists(Exception error) =>
        StatusOf(error) == HttpStatusCode.Conflict && ReasonOf(error) == "AlreadyExists";

    /// <summary>How long the server asks to wait before the next try, or null.</summary>
    public static TimeSpan? RetryAfter(Exception error)
    {
        if (error is HttpOperationException { Response: { } response }
            && response.Headers.TryGetValue("Retry-After", out var values)
            && RetryConditionHeaderValue.TryParse(values.FirstOrDefault(), out var header))
        {
            return header.Delta;
        }

        return null;
    }

    /// <summary>Whether the server's certificate was refused, which no waiting mends.</summary>
    public static bool IsUntrusted(Exception error) =>
        error is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException cause }
        && cause.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an answer was larger than any of its kind may be, which no API server's is and no waiting mends.</summary>
    public static bool IsTooLarge(Exception error) =>
        error is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded };

    /// <summary>The error for people. Errors that are one already, and cancellation, are returned as they are.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="action">What was tried, to follow "cannot": <c>create configmaps/kube-system/kubeadm-config</c>.</param>
    public static Exception ForPeople(Exception error, string action) => error switch
    {
        KubeadmException or OperationCanceledException and not TaskCanceledException { InnerException: TimeoutException } => error,
        HttpOperationException refused => Refused(refused, action),
        _ when IsUntrusted(error) && error.GetBaseException() is UntrustedServerException { Ended: { } ended } => ConnectionErrors.ServerCertificateExpired(action, ended, error),
        _ when IsUntrusted(error) => new KubeadmException(Unreachable, $"cannot {action}: the API server's certificate is not trusted: {Innermost(error)}", error)
        {
            Kind = KubeadmErrorKind.Unreachable,
            Remedy = "Check that the kubeconfig belongs to this cluster (its certificate authority), that the address is one of the API server certificate's names, and that the clocks agree.",
        },
        _ when IsTooLarge(error) => new KubeadmException(AnswerTooLarge, $"cannot {action}: {error.Message}", error)
        {
            Target = action,
            Remedy = ForeignServerRemedy,
        },
        JsonException or FormatException => InvalidAnswer(
            $"cannot {action}: the answer of the API server cannot be used: {(error is JsonException { Path: { Length: > 0 } path } ? path.TrimStart('$', '.') : "a field")} is not of the right type",
            action,
            error),
        TimeoutException => new KubeadmException(Unreachable, $"cannot {action}: {error.Message}", error)
        {
            Kind = KubeadmErrorKind.Timeout,
            Target = action,
            Remedy = "Check that the API server is not overloaded (its container's log), and that what stands between it and this machine (a load balancer, a proxy) lets its answers through.",
        },
        _ when !IsOfTransport(error) => InvalidAnswer($"cannot {action}: the answer of the API server cannot be used: it is not what was asked for", action, error),
        _ => new KubeadmException(Unreachable, $"cannot {action}: no answer from the API server: {Innermost(error)}", error)
        {
            Kind = KubeadmErrorKind.Unreachable,
            Remedy = "Check that the API server runs (its container's log, the kubelet's log) and that its address in the kubeconfig can be reached from here: directly where NO_PROXY names it, else through the proxy of the environment.",
        },
    };

    /// <summary>The error of an answer that no API server gives to such a request.</summary>
    /// <param name="message">Which request it was and what is wrong.</param>
    /// <param name="target">What was asked for.</param>
    /// <param name="error">What was thrown, or null.</param>
    internal static KubeadmException InvalidAnswer(string message, string target, Exception? error = null) => new(AnswerInvalid, message, error)
    {
        Target = target,
        Remedy = ForeignServerRemedy,
    };

    private static KubeadmException Refused(HttpOperationException refused, string action)
    {
        var status = refused.Response?.StatusCode;
        var message = JsonText.StringOf(StatusDocument(refused), "message");
        if (string.IsNullOrEmpty(message))
        {
            message = status is { } code ? $"HTTP status {(int)code} ({code})" : refused.Message;
        }

        return new KubeadmException(RequestFailed, $"cannot {action}: {Excerpt.OfMessage(message)}", refused)
        {
            Kind = status switch
            {
                HttpStatusCode.NotFound => KubeadmErrorKind.NotFound,
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => KubeadmErrorKind.PermissionDenied,
                HttpStatusCode.Conflict => KubeadmErrorKind.AlreadyExists,
                HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => KubeadmErrorKind.InvalidInput,
                HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => KubeadmErrorKind.Timeout,
                _ => KubeadmErrorKind.OperationFailed,
            },
            Target = action,
        };
    }

    /// <summary>Whether an error is one of getting an answer; of any other kind is what the client library throws over the answer that it got.</summary>
    private static bool IsOfTransport(Exception error) => error is HttpRequestException or IOException or SocketException or AuthenticationException
        or OperationCanceledException or ObjectDisposedException or HttpOperationException;

    private static JsonObject? StatusDocument(Exception error) =>
        (error as HttpOperationException)?.Response?.Content is { Length: > 0 and <= LongestStatus } content && content[0] == '{'
            && JsonText.TryReadObject(content, out var status)
            ? status
            : null;

    private static string Innermost(Exception error)
    {
        // That a connection could not be made is said with the address that was tried, which may be a proxy's.
        while (error is not HttpRequestException { InnerException: SocketException } && error.InnerException is { } inner)
        {
            error = inner;
        }

        return error is TimeoutException or TaskCanceledException ? "the request took too long" : error.Message;
    }
}
