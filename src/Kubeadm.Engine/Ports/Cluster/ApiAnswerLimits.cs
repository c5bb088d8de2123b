using Kubeadm.Engine.Ports.Http;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>How large the answers of an API server may be, by what is asked.</summary>
internal static class ApiAnswerLimits
{
    private static readonly string[] Health = ["/livez", "/readyz", "/healthz"];

    /// <summary>The limit for the answer to a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="time">How long the answer may take.</param>
    public static AnswerLimit Of(HttpRequestMessage request, TimeSpan time)
    {
        var path = request.RequestUri!.AbsolutePath;
        var isList = ApiPath.Parse(path) is { Name.Length: 0 } && request.Method != HttpMethod.Post;
        return new AnswerLimit(time, isList ? AnswerLimit.ListBytes : Health.Any(path.EndsWith) ? AnswerLimit.HealthBytes : AnswerLimit.ObjectBytes);
    }
}
