using System.Net;
using System.Text.Json.Nodes;
using k8s;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Recording;

/// <summary>Answers the question for the API server's version, which is no object, as a live cluster does.</summary>
/// <param name="live">The live cluster.</param>
internal sealed class LiveVersion(IKubernetes live) : DelegatingHandler
{
    private const string Path = "/version";

    /// <summary>Whether a request is the question for the server's version.</summary>
    public static bool IsAskedFor(HttpRequestMessage request) => request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath.TrimEnd('/') == Path;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!IsAskedFor(request))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var version = await live.Version.GetCodeAsync(cancellationToken);
        var answer = ApiStatus.Json(HttpStatusCode.OK, JsonNode.Parse(KubernetesJson.Serialize(version))!.AsObject());
        answer.RequestMessage = request;
        return answer;
    }
}
