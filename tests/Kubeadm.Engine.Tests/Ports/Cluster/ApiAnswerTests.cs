using System.Text;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Tokens;

namespace Kubeadm.Engine.Tests.Ports.Cluster;

/// <summary>Servers on loopback whose answers are not what was asked for.</summary>
public sealed class ApiAnswerTests() : ApiAnswerCases("");

/// <summary>The same behind a proxy that serves several clusters, each below a path of its own.</summary>
public sealed class ProxiedApiAnswerTests() : ApiAnswerCases("/k8s/clusters/c-1");

/// <param name="prefix">The path of the server's address.</param>
public abstract class ApiAnswerCases(string prefix)
{
    private const string Token = "abcdef.0123456789abcdef";
    private const string Secret = """{"kind":"Secret","apiVersion":"v1","metadata":{"name":"bootstrap-token-abcdef"}}""";

    [Theory]
    [InlineData("null", "it is null instead of an object")]
    [InlineData("[]", "it is an array instead of an object")]
    [InlineData("\"a\"", "it is a text instead of an object")]
    [InlineData("1e999999999", "it is a number instead of an object")]
    [InlineData("", "it is empty")]
    [InlineData("<html>", "it is not JSON")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":[""", "it is not JSON")]
    [InlineData("{}", "it has no kind and apiVersion")]
    [InlineData("""{"kind":1,"apiVersion":"v1","items":[]}""", "it has no kind and apiVersion")]
    [InlineData("""{"kind":"PodList","apiVersion":"v1","items":[]}""", "it is a PodList of v1")]
    [InlineData("""{"kind":"SecretList","apiVersion":"apps/v1","items":[]}""", "it is a SecretList of apps/v1")]
    [InlineData(Secret, "it is a Secret of v1")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","a":1,"a":2}""", "it has a field twice")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":{"a":1}}""", "items: it is an object instead of an array")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":[null]}""", "items[0]: it is null instead of an object")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":[{"metadata":{"name":"a"}},{}]}""", "items[1]: it has no metadata with a name")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":[{"metadata":null}]}""", "items[0]: it has no metadata with a name")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":[{"metadata":{"name":null}}]}""", "items[0]: it has no metadata with a name")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":[{"metadata":{"name":"a"},"data":{"b":null}}]}""", "items[0]: there is a null")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":[{"metadata":{"name":"a","finalizers":[null]}}]}""", "items[0]: there is a null")]
    public async Task A_list_that_is_none_is_refused_at_once_and_named(string body, string cause)
    {
        using var server = Answering(body);
        using var api = Connect(server);

        var error = await FailsAsync(() => Tokens(api).ListAsync(default));

        Assert.StartsWith(
            $"http://{server.Endpoint}: the answer to GET {prefix}/api/v1/namespaces/kube-system/secrets is not a SecretList of v1: {cause}", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Heads);
    }

    [Theory]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":[]}""")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":null}""")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","metadata":{"resourceVersion":"7"}}""")]
    public async Task A_list_without_items_is_empty(string body)
    {
        using var server = Answering(body);
        using var api = Connect(server);

        var (tokens, problems) = await Tokens(api).ListAsync(default);

        Assert.Empty(tokens);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":[]}""")]
    [InlineData("""{"kind":"Status","apiVersion":"v1","status":"Success"}""")]
    [InlineData("""{"kind":"Secret","apiVersion":"v1"}""")]
    [InlineData("""{"kind":"Secret","apiVersion":"v1","metadata":{"name":"bootstrap-token-other1"}}""")]
    public async Task Another_answer_than_the_object_asked_for_is_refused(string body)
    {
        using var server = Answering(body);
        using var api = Connect(server);

        var error = await FailsAsync(() => Tokens(api).FindAsync("abcdef", default));

        Assert.Contains($"GET {prefix}/api/v1/namespaces/kube-system/secrets/bootstrap-token-abcdef is not a Secret of v1: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"kind":"Status","apiVersion":"v1","status":"Success"}""")]
    public async Task A_token_is_not_made_when_the_answer_is_not_the_token(string body)
    {
        using var server = new RawServer((head, stream, stop) => head.StartsWith("GET", StringComparison.Ordinal)
            ? SendAsync(stream, "404 Not Found", """{"kind":"Status","apiVersion":"v1","reason":"NotFound","code":404}""", stop)
            : SendAsync(stream, "200 OK", body, stop));
        using var api = Connect(server);

        var error = await FailsAsync(() => Tokens(api).CreateAsync(new BootstrapToken { Token = Token }, default));

        Assert.Contains($"the answer to POST {prefix}/api/v1/namespaces/kube-system/secrets is not a Secret of v1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"Status","apiVersion":"v1","status":"Success"}""", true)]
    [InlineData(Secret, true)]
    [InlineData("null", false)]
    [InlineData("""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a"}}""", false)]
    public async Task A_removal_is_answered_with_a_status_or_the_object(string body, bool isGood)
    {
        using var server = Answering(body);
        using var api = Connect(server);

        var error = await Record.ExceptionAsync(() => Tokens(api).DeleteAsync("abcdef", default));

        Assert.Equal(isGood ? null : ApiErrors.AnswerInvalid, (error as KubeadmException)?.ErrorId);
        Assert.Equal(isGood, error is null);
    }

    [Theory]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":[{"metadata":{"name":"a"},"data":[]}]}""")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":[{"metadata":{"name":"a"},"type":{}}]}""")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":[{"metadata":{"name":"a"},"data":{"token-id":"!!!"}}]}""")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":[{"metadata":{"name":"a","creationTimestamp":"yesterday"}}]}""")]
    public async Task A_field_of_another_type_is_told_without_the_names_of_types(string body)
    {
        using var server = Answering(body);
        using var api = Connect(server);

        var error = await FailsAsync(() => Tokens(api).ListAsync(default));

        Assert.StartsWith("cannot list bootstrap tokens: the answer of the API server cannot be used: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("k8s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_more_values_than_any_has_is_refused_before_objects_are_made()
    {
        using var server = Answering($$"""{"kind":"SecretList","apiVersion":"v1","items":[{{string.Join(',', Enumerable.Repeat("{}", ApiAnswer.MostValues))}}]}""");
        using var api = Connect(server);

        var error = await Assert.ThrowsAsync<KubeadmException>(() => Tokens(api).ListAsync(default));

        Assert.Equal(ApiErrors.AnswerTooLarge, error.ErrorId);
        Assert.Contains("500 thousand values", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Heads);
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/api/v1/namespaces/kube-system/pods/a/log")]
    public void Answers_that_are_texts_are_not_looked_at(string path)
    {
        var server = new Uri("https://192.0.2.2:6443" + prefix);
        using var request = new HttpRequestMessage(HttpMethod.Get, server.AbsoluteUri.TrimEnd('/') + path);

        Assert.Null(ApiAnswer.CheckOf(request, server));
    }

    [Theory]
    [InlineData("null", "it is null instead of an object")]
    [InlineData("<html>", "it is not JSON")]
    [InlineData("[{}]", "it is an array instead of an object")]
    public async Task What_is_no_object_of_the_API_is_a_document_all_the_same(string body, string cause)
    {
        using var server = Answering(body);
        using var api = Connect(server);

        var error = await Assert.ThrowsAsync<KubeadmException>(() => new ApiObjects(api).Retry.RunAsync("read the version", stop => api.Version.GetCodeAsync(stop), default));

        Assert.Equal($"http://{server.Endpoint}: the answer to GET {prefix}/version/ is not a JSON object: {cause}", error.Message);
    }

    [Fact]
    public async Task A_watch_is_let_through_line_by_line()
    {
        using var server = Answering($$"""{"type":"ADDED","object":{{Secret}}}""" + "\n" + $$"""{"type":"MODIFIED","object":{{Secret}}}""" + "\n");
        using var api = Connect(server);

        var seen = new List<WatchEventType>();
        await foreach (var (type, _) in api.CoreV1.WatchListNamespacedSecretAsync("kube-system"))
        {
            seen.Add(type);
        }

        Assert.Equal([WatchEventType.Added, WatchEventType.Modified], seen);
    }

    [Fact]
    public void The_kinds_are_those_of_the_resources_that_are_written()
    {
        AssertKnown(ApiResources.Of<V1ConfigMap>());
        AssertKnown(ApiResources.Of<V1Secret>());
        AssertKnown(ApiResources.Of<V1ServiceAccount>());
        AssertKnown(ApiResources.Of<V1Service>());
        AssertKnown(ApiResources.Of<V1Deployment>());
        AssertKnown(ApiResources.Of<V1DaemonSet>());
        AssertKnown(ApiResources.Of<V1Role>());
        AssertKnown(ApiResources.Of<V1RoleBinding>());
        AssertKnown(ApiResources.Of<V1ClusterRole>());
        AssertKnown(ApiResources.Of<V1ClusterRoleBinding>());
    }

    private static void AssertKnown<T>(ApiResource<T> resource)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        Assert.Equal(resource.Kind, ApiKinds.Find(new ApiPath(resource.Group, "v1", resource.Plural, "", "a", "")));

    private static RawServer Answering(string body) => new((_, stream, stop) => SendAsync(stream, "200 OK", body, stop));

    private static async Task SendAsync(Stream stream, string status, string body, CancellationToken stop)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n"), stop);
        await stream.WriteAsync(bytes, stop);
    }

    private static BootstrapTokens Tokens(IKubernetes api) => new(new ApiObjects(api));

    private IKubernetes Connect(RawServer server) => ClusterConnection.Connect(
        $$$"""
        clusters: [{name: c, cluster: {server: "http://{{{server.Endpoint}}}{{{prefix}}}"}}]
        users: [{name: u, user: {token: t}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """);

    private static async Task<KubeadmException> FailsAsync(Func<Task> action)
    {
        var error = await Assert.ThrowsAsync<KubeadmException>(action);
        Assert.Equal(ApiErrors.AnswerInvalid, error.ErrorId);
        Assert.NotNull(error.Remedy);
        return error;
    }
}
