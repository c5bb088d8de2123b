using Kubeadm.Engine.Ports.Http;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>How large the answers of an API server may be, by what is asked.</summary>
internal static class ApiAnswerLimits
{
    private static readonly string[] HealthPaths = ["/livez", "/readyz", "/healthz"];

    /// <summary>The limit for the answer to a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="server">The server's address.</param>
    /// <param name="time">How long the answer may take.</param>
    public static AnswerLimit Of(HttpRequestMessage request, Uri server, TimeSpan time)
    {
        var isList = ApiPath.Parse(request.RequestUri!, server) is { Name.Length: 0 } && request.Method != HttpMethod.Post;
        return new AnswerLimit(time, isList ? AnswerLimit.ListBytes : IsOfHealth(request) ? AnswerLimit.HealthBytes : AnswerLimit.ObjectBytes)
        {
            Check = ApiAnswer.CheckOf(request, server),
        };
    }

    /// <summary>Whether a request asks how the server is, which is answered with a text.</summary>
    public static bool IsOfHealth(HttpRequestMessage request) => HealthPaths.Any(request.RequestUri!.AbsolutePath.EndsWith);
}
