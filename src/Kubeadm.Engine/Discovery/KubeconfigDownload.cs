using Kubeadm.Engine.Ports.Http;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Discovery;

/// <summary>Fetches a kubeconfig from an https address, whose server the system's authorities must vouch for.</summary>
/// <param name="node">The machine, for the environment's proxy and the clock.</param>
/// <param name="createHandler">Creates the connection; null for one over the environment's proxy. It is disposed after use.</param>
internal sealed class KubeconfigDownload(INode node, Func<HttpMessageHandler>? createHandler)
{
    private static readonly TimeSpan ShortestTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(30);

    /// <summary>Whether a location is an address rather than a path.</summary>
    public static bool IsAddress(string location) => location.Contains("://", StringComparison.Ordinal);

    /// <summary>Fetches it; as in kubeadm there is no second try.</summary>
    /// <param name="address">The https address.</param>
    /// <param name="timeout">How long discovery may take; this has half a minute of it at most, and a second at least.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="KubeadmException"><c>InvalidDiscoveryFile</c>: not https; <c>InvalidProxy</c>; <c>DiscoveryFileUnavailable</c>.</exception>
    public async Task<byte[]> FetchAsync(string address, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
        {
            throw DiscoveryErrors.InvalidFile(Shown(address), "only https addresses are supported");
        }

        using var client = Open(uri, new AnswerLimit(TimeSpan.FromTicks(long.Clamp(timeout.Ticks, ShortestTime.Ticks, LongestTime.Ticks)), AnswerLimit.KubeconfigBytes));
        try
        {
            var answer = await client.GetAsync(uri, cancellationToken);
            return answer.IsOk ? answer.Body : throw DiscoveryErrors.Unavailable(Shown(address), $"HTTP status {answer.Status}");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TimeoutException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw DiscoveryErrors.Unavailable(Shown(address), CauseOf(error), error);
        }
    }

    private WebClient Open(Uri uri, AnswerLimit limit) => createHandler is null
        ? WebClient.OfServer(new EnvironmentProxy(node.System.GetEnvironmentVariable), uri, limit)
        : WebClient.Over(createHandler(), limit);

    // What the limits throw tells more than what it comes from; other errors tell most at their root.
    private static string CauseOf(Exception error) => error switch
    {
        OperationCanceledException => "no answer in time",
        TimeoutException or HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => error.Message,
        _ => error.GetBaseException().Message,
    };

    /// <summary>The address for messages: a user or a query in it may be a secret.</summary>
    public static string Shown(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
        : "the address";
}
