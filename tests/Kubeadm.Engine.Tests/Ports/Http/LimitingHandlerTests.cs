using System.IO.Compression;
using System.Net;
using System.Text;
using Kubeadm.Engine.Ports.Http;
using Microsoft.Extensions.Time.Testing;

namespace Kubeadm.Engine.Tests.Ports.Http;

/// <summary>Answers of real servers on loopback that are slow, large, or never end.</summary>
public sealed class LimitingHandlerTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData("")]
    [InlineData("Content-Length: 100000\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n")]
    public async Task A_body_that_trickles_ends_with_the_time_and_names_server_and_limit(string header)
    {
        var part = header.Contains("chunked", StringComparison.Ordinal) ? "1\r\n \r\n" : " ";
        using var server = new RawServer(async (_, stream, stop) =>
        {
            await RawServer.SendHeadAsync(stream, header + "\r\n", stop);
            await RawServer.SendForEverAsync(stream, Encoding.ASCII.GetBytes(part), TimeSpan.FromMilliseconds(20), stop);
        });

        await TimesOutAsync(server);
    }

    [Fact]
    public async Task So_do_headers_that_trickle()
    {
        using var server = new RawServer(async (_, stream, stop) =>
        {
            await RawServer.SendHeadAsync(stream, "", stop);
            await RawServer.SendForEverAsync(stream, "X-A: b\r\n"u8.ToArray(), TimeSpan.FromMilliseconds(20), stop);
        });

        await TimesOutAsync(server);
    }

    [Fact]
    public async Task A_cancellation_ends_the_reading_of_a_body()
    {
        using var server = Endless(TimeSpan.FromMilliseconds(20));
        using var cancel = new CancellationTokenSource();
        using var client = Client(1 << 20);

        var get = client.GetAsync(new Uri("http://" + server.Endpoint), cancel.Token);
        await UntilAskedAsync(server);
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => get.WaitAsync(Hang));
        Assert.Null(error.InnerException as TimeoutException);
    }

    [Fact]
    public async Task A_body_without_end_is_refused_when_it_passes_the_limit()
    {
        using var server = Endless(TimeSpan.Zero);

        await TooLargeAsync(server, "more than the 1 MiB");
    }

    [Fact]
    public async Task A_length_over_the_limit_is_refused_before_a_byte_is_read()
    {
        using var server = new RawServer(async (_, stream, stop) =>
        {
            await RawServer.SendHeadAsync(stream, "Content-Length: 1048577\r\n\r\n", stop);
            await Task.Delay(Timeout.Infinite, stop);
        });

        await TooLargeAsync(server, "more than the 1 MiB");
    }

    [Fact]
    public async Task What_is_decompressed_is_counted()
    {
        var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(new byte[8 << 20]);
        }

        using var server = Answering($"Content-Encoding: gzip\r\nContent-Length: {bomb.Length}\r\n", bomb.ToArray());

        Assert.True(bomb.Length < 1 << 16);
        await TooLargeAsync(server, "more than the 1 MiB", new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All });
    }

    [Fact]
    public async Task A_compression_that_was_not_asked_for_is_told()
    {
        using var server = Answering("Content-Encoding: gzip\r\nContent-Length: 2\r\n", "ab"u8.ToArray());
        using var client = Client(1 << 20);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://" + server.Endpoint)));

        Assert.Equal(HttpRequestError.InvalidResponse, error.HttpRequestError);
        Assert.Contains("gzip", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        using var server = new RawServer(async (_, stream, stop) =>
        {
            await RawServer.SendHeadAsync(stream, "", stop);
            await RawServer.SendForEverAsync(stream, "X-A: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n"u8.ToArray(), TimeSpan.Zero, stop);
        });

        await TooLargeAsync(server, "headers");
    }

    [Fact]
    public async Task An_answer_within_the_limit_keeps_its_headers_and_every_byte()
    {
        var body = Enumerable.Range(0, 1 << 20).Select(i => (byte)i).ToArray();
        using var server = Answering($"X-Own: yes\r\nContent-Language: tlh\r\nContent-Length: {body.Length}\r\n", body);
        using var client = Client(body.Length);

        using var answer = await client.GetAsync(new Uri("http://" + server.Endpoint));

        Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(["yes"], answer.Headers.GetValues("X-Own"));
        Assert.Equal(["tlh"], answer.Content.Headers.ContentLanguage);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_watch_goes_on_past_the_limits()
    {
        using var server = Endless(TimeSpan.Zero);
        using var client = Client(1 << 10);

        await using var stream = await client.GetStreamAsync(new Uri($"http://{server.Endpoint}/api/v1/pods?limit=5&watch=true"));
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1 << 20, await stream.ReadAtLeastAsync(new byte[1 << 20], 1 << 20));
    }

    [Fact]
    public async Task Redirections_that_go_round_are_followed_ten_times()
    {
        using var server = new RawServer(async (_, stream, stop) =>
            await stream.WriteAsync("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), stop));
        using var client = Client(1 << 20);

        using var answer = await client.GetAsync(new Uri("http://" + server.Endpoint)).WaitAsync(Hang);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(11, server.Heads.Count);
    }

    private static RawServer Endless(TimeSpan pause) => new(async (_, stream, stop) =>
    {
        await RawServer.SendHeadAsync(stream, "\r\n", stop);
        await RawServer.SendForEverAsync(stream, new byte[pause > TimeSpan.Zero ? 1 : 1 << 16], pause, stop);
    });

    private static RawServer Answering(string headers, byte[] body) => new(async (_, stream, stop) =>
    {
        await RawServer.SendHeadAsync(stream, headers + "Connection: close\r\n\r\n", stop);
        await stream.WriteAsync(body, stop);
    });

    private static async Task UntilAskedAsync(RawServer server)
    {
        while (server.Heads.Count == 0)
        {
            await Task.Delay(5);
        }
    }

    private HttpClient Client(int bytes, SocketsHttpHandler? handler = null) =>
        new(new LimitingHandler(_ => new AnswerLimit(TimeSpan.FromSeconds(10), bytes), _clock) { InnerHandler = HttpTransport.Configure(handler ?? new SocketsHttpHandler(), null) });

    private async Task TimesOutAsync(RawServer server)
    {
        using var client = Client(1 << 20);
        var get = client.GetAsync(new Uri("http://" + server.Endpoint));
        await UntilAskedAsync(server);

        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(get.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<TimeoutException>(() => get.WaitAsync(Hang));
        Assert.Equal($"no complete answer from http://{server.Endpoint} within 10 s", error.Message);
    }

    private async Task TooLargeAsync(RawServer server, string expected, SocketsHttpHandler? handler = null)
    {
        using var client = Client(1 << 20, handler);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://" + server.Endpoint)).WaitAsync(Hang));

        Assert.Equal(HttpRequestError.ConfigurationLimitExceeded, error.HttpRequestError);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
