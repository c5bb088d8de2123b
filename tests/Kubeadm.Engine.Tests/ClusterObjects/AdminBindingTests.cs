using System.Net;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Tests.Ports.Cluster;

namespace Kubeadm.Engine.Tests.ClusterObjects;

public sealed class AdminBindingTests
{
    private readonly InMemoryApiServer _server = new(TimeProvider.System);
    private readonly ApiRetry _retry = new(TimeSpan.FromSeconds(10));

    [Fact]
    public async Task The_break_glass_administrator_makes_the_binding_and_the_administrator_is_waited_for()
    {
        // The administrator is forbidden to make it, and at first to read it.
        var forbidden = new FailingHandler(3, _ => FailingHandler.Answer(HttpStatusCode.Forbidden, "Forbidden"));

        var change = await AdminBinding.EnsureAsync(_server.CreateClient(forbidden), _server.CreateClient(), _retry, CancellationToken.None);

        Assert.Equal(ChangeAction.Create, change.Action);
        Assert.Equal("kubeadm:cluster-admins", Assert.Single(_server.Writes).Name);
        Assert.Equal(4, forbidden.Requests);
    }

    [Fact]
    public async Task A_binding_that_is_there_is_left_alone()
    {
        await AdminBinding.EnsureAsync(_server.CreateClient(), null, _retry, CancellationToken.None);

        var change = await AdminBinding.EnsureAsync(_server.CreateClient(), null, _retry, CancellationToken.None);

        Assert.Equal(ChangeAction.Unchanged, change.Action);
        Assert.Single(_server.Writes);
    }

    [Fact]
    public async Task Without_rights_and_without_the_break_glass_administrator_it_says_what_is_missing()
    {
        var forbidden = new FailingHandler(int.MaxValue, _ => FailingHandler.Answer(HttpStatusCode.Forbidden, "Forbidden"));

        var error = await Assert.ThrowsAsync<KubeadmException>(
            () => AdminBinding.EnsureAsync(_server.CreateClient(forbidden), null, _retry, CancellationToken.None));

        Assert.Equal("AdminRightsMissing", error.ErrorId);
        Assert.Contains("super-admin.conf", error.Message, StringComparison.Ordinal);
    }
}
