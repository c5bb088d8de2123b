using System.Net;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Workflows.Upgrade.Apply;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>An API server that starts while an upgrade begins, as after one that was killed, forbids what it allows when it is ready.</summary>
public sealed class StartingApiServerTests
{
    [Fact]
    public async Task One_that_forbids_until_it_is_ready_is_waited_for()
    {
        var server = new StartingServer(questions: 600);

        var upgrade = await ApplyAsync(await UpgradeRunCase.CreateAsync(), server);

        Assert.Equal(UpgradeRunCase.New, upgrade.ToVersion);
        Assert.True(server.IsReady);
    }

    [Fact]
    public async Task One_that_forbids_though_it_is_ready_is_believed()
    {
        var node = await UpgradeRunCase.CreateAsync();

        var error = await Assert.ThrowsAsync<WorkflowException>(() => ApplyAsync(node, new StartingServer(questions: 0) { Forbids = true }));

        Assert.Equal(KubeadmErrorKind.PermissionDenied, Assert.IsType<KubeadmException>(error.InnerException).Kind);
        Assert.Equal(node.OldManifests, node.Manifests);
    }

    [Fact]
    public async Task One_that_never_becomes_ready_ends_the_upgrade()
    {
        var node = await UpgradeRunCase.CreateAsync();

        var error = await Assert.ThrowsAsync<WorkflowException>(() => ApplyAsync(node, new StartingServer(questions: int.MaxValue)));

        Assert.Contains("forbidden", error.Message, StringComparison.Ordinal);
        Assert.Equal(node.OldManifests, node.Manifests);
    }

    private static Task<KubeUpgrade> ApplyAsync(UpgradeRunCase node, StartingServer server)
    {
        node.Guard = () => new Guard(server);
        return new ApplyWorkflow(node.Ports with { ConnectHealth = (_, _) => server }, node.Observer).RunAsync(UpgradeRunCase.Request, default);
    }

    /// <summary>Becomes ready after so many questions.</summary>
    private sealed class StartingServer(int questions) : IApiServerHealth
    {
        private int _left = questions;

        public bool IsReady => _left <= 0;

        public bool Forbids { get => field || !IsReady; init; }

        public Uri Server { get; } = new("https://10.0.0.11:6443");

        public Task<HealthAnswer> AskAsync(Uri url, CancellationToken cancellationToken)
        {
            Assert.Equal("/readyz", url.AbsolutePath);
            return Task.FromResult(_left-- > 0 ? new HealthAnswer(500, "[-]poststarthook/rbac/bootstrap-roles failed: reason withheld") : new HealthAnswer(200, "ok"));
        }

        public void Dispose()
        {
            // There is no connection.
        }
    }

    private sealed class Guard(StartingServer server) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => !server.Forbids
            ? base.SendAsync(request, cancellationToken)
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden)
            {
                Content = new StringContent("""{"kind":"Status","apiVersion":"v1","status":"Failure","message":"configmaps \"kubeadm-config\" is forbidden","reason":"Forbidden","code":403}"""),
            });
    }
}
