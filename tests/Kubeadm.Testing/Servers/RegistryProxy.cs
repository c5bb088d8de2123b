using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Kubeadm.Testing.Servers;

/// <summary>A proxy before a registry that can be slow, cut connections in the middle of a blob, or be away.</summary>
public sealed partial class RegistryProxy : IDisposable
{
    private const int ChunkBytes = 4096;

    private readonly HttpListener _listener = new();
    private readonly HttpClient _client;
    private readonly CancellationTokenSource _ended = new();
    private readonly Dictionary<string, int> _underWay = [];
    private readonly TaskCompletionSource _blobAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gathered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;
    private int _cuts;
    private int _drops;
    private bool _isCut;

    /// <summary>Begins to answer.</summary>
    /// <param name="target">Host and port of the registry.</param>
    public RegistryProxy(string target)
    {
        Host = $"127.0.0.1:{ServerProcess.FreePort()}";
        _client = new HttpClient { BaseAddress = new Uri($"http://{target}") };
        _listener.Prefixes.Add($"http://{Host}/");
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Host and port of the proxy.</summary>
    public string Host { get; }

    /// <summary>The pause after each piece of a blob (4 KiB); forever means that only the first piece comes.</summary>
    public TimeSpan Pause { get; set; }

    /// <summary>How many repositories' blobs must be asked for at the same time before the first is given.</summary>
    public int Gather { get; set; } = 1;

    /// <summary>Ends when a blob is asked for.</summary>
    public Task BlobAsked => _blobAsked.Task;

    /// <summary>How many repositories were asked for at the same time at most.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>How many requests were dropped.</summary>
    public int Dropped { get; private set; }

    /// <summary>Cuts connections in the middle of the next blobs, and drops the requests that follow each cut.</summary>
    public void Break(int cuts, int drops)
    {
        _cuts = cuts;
        _drops = drops;
    }

    public void Dispose()
    {
        _ended.Cancel();
        _listener.Close();
        _accepting.Wait();
        _client.Dispose();
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        var repository = RepositoryIn().Match(path).Groups[1].Value;
        try
        {
            Enter(repository);
            if (IsAway())
            {
                context.Response.Abort();
                return;
            }

            var isBlob = path.Contains("/blobs/", StringComparison.Ordinal) && context.Request.HttpMethod == "GET";
            if (isBlob)
            {
                _blobAsked.TrySetResult();
                await _gathered.Task.WaitAsync(_ended.Token);
            }

            await ForwardAsync(context, isBlob);
        }
        catch (Exception error) when (error is HttpListenerException or IOException or OperationCanceledException or ObjectDisposedException or HttpRequestException)
        {
            // The other side has gone, or the test is over.
            context.Response.Abort();
        }
        finally
        {
            Leave(repository);
        }
    }

    private async Task ForwardAsync(HttpListenerContext context, bool isBlob)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.HttpMethod), context.Request.RawUrl);
        request.Headers.TryAddWithoutValidation("Accept", context.Request.Headers.GetValues("Accept") ?? []);
        if (context.Request.Headers["Range"] is { } range)
        {
            request.Headers.Range = RangeHeaderValue.Parse(range);
        }

        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _ended.Token);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is "Docker-Content-Digest" or "Content-Range"))
        {
            context.Response.Headers[name] = string.Join(',', values);
        }

        var body = await answer.Content.ReadAsByteArrayAsync(_ended.Token);
        context.Response.ContentLength64 = context.Request.HttpMethod == "HEAD" ? answer.Content.Headers.ContentLength ?? 0 : body.Length;
        var isCut = isBlob && body.Length > ChunkBytes && Interlocked.Decrement(ref _cuts) >= 0;
        for (var at = 0; at < body.Length && !(isCut && at >= body.Length / 2); at += ChunkBytes)
        {
            await context.Response.OutputStream.WriteAsync(body.AsMemory(at, Math.Min(ChunkBytes, body.Length - at)), _ended.Token);
            await context.Response.OutputStream.FlushAsync(_ended.Token);
            await (isBlob && Pause != TimeSpan.Zero ? Task.Delay(Pause, _ended.Token) : Task.CompletedTask);
        }

        if (isCut)
        {
            Volatile.Write(ref _isCut, true);
            context.Response.Abort();
            return;
        }

        context.Response.Close();
    }

    private bool IsAway()
    {
        lock (_underWay)
        {
            if (!_isCut || _drops == 0)
            {
                return false;
            }

            _drops--;
            Dropped++;
            return true;
        }
    }

    private void Enter(string repository)
    {
        lock (_underWay)
        {
            _underWay[repository] = _underWay.GetValueOrDefault(repository) + 1;
            MostAtOnce = Math.Max(MostAtOnce, _underWay.Count);
            if (_underWay.Count >= Gather)
            {
                _gathered.TrySetResult();
            }
        }
    }

    private void Leave(string repository)
    {
        lock (_underWay)
        {
            if (--_underWay[repository] == 0)
            {
                _underWay.Remove(repository);
            }
        }
    }

    [GeneratedRegex("^/v2/(.+)/(manifests|blobs)/")]
    private static partial Regex RepositoryIn();
}
