using System.Net;
using k8s.Autorest;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Tests.Ports.Cluster;

public sealed class ApiErrorsTests
{
    [Theory]
    [InlineData("""{"reason":"AlreadyExists","message":"it is there"}""", "it is there", true)]
    [InlineData("""{"reason":"x","reason":"AlreadyExists","message":"a","message":"b"}""", "b", true)]
    [InlineData("""{"details":{"a":1,"a":2},"reason":{},"message":1}""", "HTTP status 409", false)]
    [InlineData("""{"message":"\ud800"}""", "HTTP status 409", false)]
    [InlineData("{", "HTTP status 409", false)]
    public void Any_body_of_a_refusal_makes_an_error_for_people(string body, string message, bool exists)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.Conflict);
        var refused = new HttpOperationException { Response = new HttpResponseMessageWrapper(answer, body) };

        var error = Assert.IsType<KubeadmException>(ApiErrors.ForPeople(refused, "do it"));

        Assert.Equal(exists, ApiErrors.IsAlreadyExists(refused));
        Assert.Equal(("ApiRequestFailed", true), (error.ErrorId, error.Message.Contains(message, StringComparison.Ordinal)));
    }
}
