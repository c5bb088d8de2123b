using System.Net;

namespace Kubeadm.Engine.Tests.Ports.Cluster;

/// <summary>Fails the first requests that it chooses, then passes all on.</summary>
internal sealed class FailingHandler(int times, Func<HttpRequestMessage, HttpResponseMessage> fail, Func<HttpRequestMessage, bool>? choose = null) : DelegatingHandler
{
    private int _left = times;

    public int Requests { get; private set; }

    public static HttpResponseMessage Answer(HttpStatusCode code, string reason) => new(code)
    {
        Content = new StringContent($$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":"made up: {{reason}}","reason":"{{reason}}","code":{{(int)code}}}"""),
    };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        if ((choose?.Invoke(request) ?? true) && _left-- > 0)
        {
            var answer = fail(request);
            answer.RequestMessage = request;
            return Task.FromResult(answer);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
