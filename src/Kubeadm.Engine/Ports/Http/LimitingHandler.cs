using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;

namespace Kubeadm.Engine.Ports.Http;

/// <summary>
/// Reads whole answers within a limit of time and size, before anyone looks at them, and lets a cancellation end that.
/// </summary>
/// <remarks>
/// Clients read bodies as they come, some without a limit and deaf to cancellation; a server that is not trusted yet could so
/// hold a node for ever or fill its memory. What is counted is what would be kept: handlers below this one decompress. A watch
/// goes on by its nature: only its headers are waited for here.
/// </remarks>
/// <param name="limit">The limit for the answer to a request.</param>
/// <param name="clock">Measures the time; null means the system's.</param>
internal sealed class LimitingHandler(Func<HttpRequestMessage, AnswerLimit> limit, TimeProvider? clock = null) : DelegatingHandler
{
    private const int ReadSize = 64 << 10;

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">The answer was not complete in time.</exception>
    /// <exception cref="HttpRequestException">
    /// <see cref="HttpRequestError.ConfigurationLimitExceeded"/>: it is too large; <see cref="HttpRequestError.InvalidResponse"/>:
    /// it is compressed, which was not asked for.
    /// </exception>
    /// <exception cref="KubeadmException">What the limit's check throws.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var allowed = limit(request);
        var server = request.RequestUri!.GetLeftPart(UriPartial.Authority);
        using var end = new CancellationTokenSource(allowed.Time, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
        HttpResponseMessage? answer = null;
        try
        {
            answer = await base.SendAsync(request, either.Token);
            if (!IsWatch(request) || !answer.IsSuccessStatusCode)
            {
                answer.Content = await ReadAsync(answer.Content, server, allowed.Bytes, answer.IsSuccessStatusCode ? allowed.Check : null, either.Token);
            }

            return answer;
        }
        catch (Exception error)
        {
            answer?.Dispose();
            if (end.IsCancellationRequested && !cancellationToken.IsCancellationRequested && error is OperationCanceledException or IOException)
            {
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"no complete answer from {server} within {allowed.Time.TotalSeconds:0.#} s"), error);
            }

            throw;
        }
    }

    private static bool IsWatch(HttpRequestMessage request) =>
        request.RequestUri!.Query.TrimStart('?').Split('&').Any(part => part is "watch=true" or "watch=1");

    private static async Task<HttpContent> ReadAsync(
        HttpContent content, string server, int most, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? check, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentEncoding.FirstOrDefault(encoding => encoding != "identity") is { } encoding)
        {
            throw new HttpRequestException(HttpRequestError.InvalidResponse, $"{server} sent a body in the encoding {encoding}, which was not asked for");
        }

        if (content.Headers.ContentLength > most)
        {
            throw TooLarge(server, most);
        }

        var body = new MemoryStream((int)(content.Headers.ContentLength ?? 0));
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            while (await stream.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                if (body.Length + count > most)
                {
                    throw TooLarge(server, most);
                }

                body.Write(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        var read = new ReadOnlyMemory<byte>(body.GetBuffer(), 0, (int)body.Length);
        return WithHeadersOf(content.Headers, new ReadOnlyMemoryContent(check is null ? read : check(read)));
    }

    private static HttpContent WithHeadersOf(HttpContentHeaders headers, HttpContent read)
    {
        foreach (var header in headers.NonValidated.Where(header => !header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)))
        {
            read.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return read;
    }

    private static HttpRequestException TooLarge(string server, int most) => new(
        HttpRequestError.ConfigurationLimitExceeded, $"{server} sent more than the {Size(most)} that such an answer may have");

    private static string Size(int bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes >> 10} KiB";
}
