using System.Security;
using Kubeadm.Engine.DesiredState;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Recording;
using Kubeadm.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Kubeadm.Engine.Tests.DesiredState;

public sealed class TokenResourceTests
{
    private const string Kubeconfig = "/etc/kubernetes/admin.conf";
    private static readonly SecureString Token = Secret.Protect("abcdef.0123456789abcdef");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly InMemoryApiServer _server;
    private readonly FakeNode _node;
    private readonly RecordingObserver _observer = new();

    public TokenResourceTests()
    {
        _server = new InMemoryApiServer(_clock);
        _node = new FakeNode { Clock = _clock };
        _node.Memory.Add(Kubeconfig, "apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: {server: \"https://192.0.2.1:6443\", insecure-skip-tls-verify: true}}]\ncontexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\n");
    }

    private IDesiredResource Tokens => new EnginePorts
    {
        Node = _node,
        ConnectRuntime = _ => throw new InvalidOperationException("no container runtime has a part in this"),
        ConnectHealth = (_, _) => throw new InvalidOperationException("no API server is asked for its health"),
        ConnectEtcd = _ => throw new InvalidOperationException("etcd has no part in this"),
        ConnectCluster = (_, _) => _server.CreateClient(),
    }.Resource("KubeToken", _observer);

    private static KubeTokenState Wanted => new() { Token = Token, Ttl = "2h", Description = "rack 12", Kubeconfig = Kubeconfig };

    [Fact]
    public async Task One_that_is_not_there_is_made_once_and_never_told()
    {
        Assert.Equal(["Exist"], (await Tokens.TestAsync(Wanted)).Differences);
        Assert.Equal(["Create bootstrap token abcdef"], (await Tokens.PreviewAsync(Wanted)).Changes);
        Assert.Empty(_server.Writes);

        var made = await Tokens.SetAsync(Wanted);
        var writes = _server.Writes.Count;
        var again = await Tokens.SetAsync(Wanted);

        Assert.Equal((false, "abcdef", "Create bootstrap token abcdef"), (made.InDesiredState, made.Id, made.Changes.ToString()));
        var state = Assert.IsType<KubeTokenState>(made.State);
        Assert.Equal((true, "rack 12", _clock.GetUtcNow().AddHours(2).UtcDateTime, null), (state.Exist, state.Description, state.Expires, state.Token));
        Assert.Equal((true, 0), (again.InDesiredState, again.Changes.Count));
        Assert.Equal(writes, _server.Writes.Count);
    }

    [Theory]
    [InlineData("Expires")]
    [InlineData("Usages")]
    [InlineData("Groups")]
    [InlineData("Description")]
    [InlineData("Token")]
    public async Task One_that_differs_is_replaced(string property)
    {
        await Tokens.SetAsync(Wanted);
        var wanted = property switch
        {
            "Expires" => Wanted with { RenewBefore = "1h" },
            "Usages" => Wanted with { Usages = ["authentication"] },
            "Groups" => Wanted with { Groups = ["system:bootstrappers:kubeadm:default-node-token", "system:bootstrappers:x"] },
            "Description" => Wanted with { Description = "rack 13" },
            _ => Wanted with { Token = Secret.Protect("abcdef.fedcba9876543210") },
        };
        _clock.Advance(TimeSpan.FromMinutes(61));

        var result = await Tokens.SetAsync(wanted);

        Assert.Equal([property], result.Differences);
        Assert.Equal([$"Replace bootstrap token abcdef ({property})"], result.Changes);
        Assert.True((await Tokens.TestAsync(wanted)).InDesiredState);
    }

    [Fact]
    public async Task The_secret_of_one_that_is_there_is_kept_and_of_one_that_is_not_asked_for()
    {
        await Tokens.SetAsync(Wanted);
        var byId = new KubeTokenState { TokenId = "abcdef", Kubeconfig = Kubeconfig, Description = "rack 13" };

        await Tokens.SetAsync(byId);

        Assert.True((await Tokens.TestAsync(byId with { Token = Token })).InDesiredState);
        var error = await StateCase.RefusedAsync(() => Tokens.SetAsync(byId with { TokenId = "fedcba" }));
        Assert.Equal(("PropertyMissing", "Token"), (error.ErrorId, error.Target));
    }

    [Fact]
    public async Task What_cannot_take_its_place_leaves_it_there_and_what_can_keeps_its_end()
    {
        await Tokens.SetAsync(Wanted);
        _clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal("InvalidConfiguration", (await StateCase.RefusedAsync(() => Tokens.SetAsync(Wanted with { Usages = ["signing"] }))).ErrorId);
        Assert.True((await Tokens.TestAsync(Wanted)).InDesiredState);
        var changed = (KubeTokenState)(await Tokens.SetAsync(Wanted with { Ttl = null, Description = "rack 13" })).State;

        Assert.Equal(_clock.GetUtcNow().AddMinutes(90).UtcDateTime, changed.Expires);
        Assert.Equal(2, _server.Writes.Count);
    }

    [Fact]
    public async Task An_empty_list_is_one_that_is_not_given()
    {
        var wanted = Wanted with { Usages = [], Groups = [] };

        await Tokens.SetAsync(wanted);

        Assert.Empty((await Tokens.SetAsync(wanted)).Changes);
        Assert.Single(_server.Writes);
    }

    [Fact]
    public async Task One_that_is_not_wanted_is_removed()
    {
        await Tokens.SetAsync(Wanted);
        var gone = new KubeTokenState { TokenId = "abcdef", Kubeconfig = Kubeconfig, Exist = false };

        Assert.Equal(["Remove bootstrap token abcdef"], (await Tokens.SetAsync(gone)).Changes);
        Assert.True((await Tokens.TestAsync(gone)).InDesiredState);
        Assert.Empty(await Tokens.ExportAsync(new KubeTokenState { Kubeconfig = Kubeconfig }, default));
    }

    [Fact]
    public async Task All_are_found_without_their_secrets()
    {
        await Tokens.SetAsync(Wanted);
        await Tokens.SetAsync(Wanted with { Token = Secret.Protect("fedcba.0123456789abcdef"), Ttl = "0s" });

        var found = (await Tokens.ExportAsync(new KubeTokenState { Kubeconfig = Kubeconfig }, default)).Cast<KubeTokenState>().ToList();

        Assert.Equal([("abcdef", true), ("fedcba", false)], found.OrderBy(token => token.TokenId).Select(token => (token.TokenId!, token.Expires is not null)));
        Assert.All(found, token => Assert.Null(token.Token));
        Assert.True((await Tokens.TestAsync(found[0])).InDesiredState);
    }

    [Fact]
    public async Task Before_there_is_a_cluster_there_are_none_and_none_can_be_made()
    {
        _node.Memory.DeleteFile(Kubeconfig);

        Assert.Equal(["Exist"], (await Tokens.TestAsync(Wanted)).Differences);
        Assert.Contains(_observer.Warnings, warning => warning.Contains(Kubeconfig, StringComparison.Ordinal));
        Assert.Equal("KubeconfigNotFound", (await StateCase.RefusedAsync(() => Tokens.SetAsync(Wanted))).ErrorId);
    }

    [Theory]
    [InlineData("nothing", "PropertyMissing", "TokenId")]
    [InlineData("other", "InvalidProperty", "TokenId")]
    [InlineData("ttl", "InvalidProperty", "Ttl")]
    [InlineData("negative", "InvalidProperty", "RenewBefore")]
    [InlineData("path", "InvalidProperty", "Kubeconfig")]
    [InlineData("renewed for ever", "InvalidProperty", "RenewBefore")]
    [InlineData("renewed for ever by default", "InvalidProperty", "RenewBefore")]
    [InlineData("usages", "InvalidConfiguration", null)]
    public async Task What_cannot_be_meant_is_refused_by_its_name_in_a_preview_too(string what, string errorId, string? property)
    {
        var wanted = what switch
        {
            "nothing" => new KubeTokenState { Kubeconfig = Kubeconfig },
            "other" => Wanted with { TokenId = "fedcba" },
            "ttl" => Wanted with { Ttl = "soon" },
            "negative" => Wanted with { RenewBefore = "-1h" },
            "renewed for ever" => Wanted with { RenewBefore = "2h" },
            "renewed for ever by default" => Wanted with { Ttl = null, RenewBefore = "2d" },
            "usages" => Wanted with { Usages = ["hack"] },
            _ => Wanted with { Kubeconfig = "admin.conf" },
        };

        var error = await StateCase.RefusedAsync(() => Tokens.SetAsync(wanted));

        Assert.Equal((errorId, errorId), (error.ErrorId, (await StateCase.RefusedAsync(() => Tokens.PreviewAsync(wanted))).ErrorId));
        if (property is not null)
        {
            Assert.Equal(property, error.Target);
            Assert.NotNull(error.Remedy);
        }

        Assert.DoesNotContain("0123456789abcdef", error.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Writes);
    }
}
