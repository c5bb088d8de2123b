using System.Net;
using System.Net.Sockets;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Tests.Ports.Etcd;

/// <summary>The live port and the operations over it, against real etcd.</summary>
public sealed class EtcdClusterTests
{
    private static readonly EtcdRetry Patient = new(TimeSpan.FromSeconds(60));
    private static readonly EtcdRetry Short = new(TimeSpan.FromSeconds(3));

    [SkippableFact]
    public async Task Members_and_their_state_are_told_over_mutual_TLS()
    {
        await using var servers = await EtcdServers.StartAsync("cp1", "cp2", "cp3");
        await using var cluster = servers.Connect("cp2");

        await cluster.SynchronizeAsync(default);
        var members = await cluster.ListMembersAsync(default);
        var status = await cluster.GetStatusAsync(servers.ClientUrl("cp3"), default);
        var report = await new EtcdHealth(cluster, Patient).CheckAsync(default);

        string[] names = ["cp1", "cp2", "cp3"];
        Assert.Equal(names, members.Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.All(members, member => Assert.Equal([servers.PeerUrl(member.Name)], member.PeerUrls));
        Assert.Equal(names.Select(servers.ClientUrl).Order(StringComparer.Ordinal), cluster.Endpoints.Order(StringComparer.Ordinal));
        Assert.Equal(members.Single(member => member.Name == "cp3").Id, status.MemberId);
        Assert.Contains(members, member => member.Id == status.Leader);
        Assert.Matches(@"^3\.\d+\.\d+$", status.Version);
        Assert.False(status.IsLearner);
        Assert.Empty(report.Unhealthy);
    }

    [SkippableFact]
    public async Task Nodes_that_join_at_the_same_moment_become_voting_members_one_after_the_other()
    {
        await using var servers = await EtcdServers.StartAsync("cp1");
        await using var cluster = servers.Connect("cp1");
        var membership = new EtcdMembership(cluster, Patient);

        async Task<Change> JoinAsync(string name)
        {
            var announcement = await membership.AnnounceAsync(name, servers.PeerUrl(name), default);
            var start = servers.JoinAsync(name, announcement);
            var change = await membership.PromoteAsync(name, servers.PeerUrl(name), default);
            await start;
            return change;
        }

        servers.ChoosePorts("cp2");
        servers.ChoosePorts("cp3");
        var changes = await Task.WhenAll(JoinAsync("cp2"), JoinAsync("cp3"));
        var health = await new EtcdHealth(cluster, Patient).WaitForAvailableAsync(default);

        Assert.All(changes, change => Assert.Equal(ChangeAction.Update, change.Action));
        Assert.All(await cluster.ListMembersAsync(default), member => Assert.True(member is { IsStarted: true, IsLearner: false }));
        Assert.Equal(3, health.Endpoints.Count);
        Assert.Empty(health.Unhealthy);
    }

    [SkippableFact]
    public async Task A_learner_votes_only_when_it_is_in_sync()
    {
        await using var servers = await EtcdServers.StartAsync("cp1", "cp2", "cp3");
        await using var cluster = servers.Connect("cp1", "cp2", "cp3");
        var membership = new EtcdMembership(cluster, Patient);
        servers.ChoosePorts("cp4");
        var url = servers.PeerUrl("cp4");

        var announcement = await membership.AnnounceAsync("cp4", url, default);
        var again = await membership.AnnounceAsync("cp4", url, default);
        var learner = (await cluster.ListMembersAsync(default)).Single(member => member.PeerUrls.Contains(url));
        var early = await Assert.ThrowsAsync<KubeadmException>(() => cluster.PromoteAsync(learner.Id, default));
        await servers.JoinAsync("cp4", announcement);
        var promotion = await membership.PromoteAsync("cp4", url, default);
        var repeated = await membership.PromoteAsync("cp4", url, default);

        Assert.Equal(ChangeAction.Create, announcement.Change.Action);
        Assert.Equal(ChangeAction.Unchanged, again.Change.Action);
        Assert.Equal(announcement.InitialCluster, again.InitialCluster);
        Assert.True(learner is { IsLearner: true, IsStarted: false });
        Assert.Equal("EtcdLearnerNotReady", early.ErrorId);
        Assert.Equal([ChangeAction.Update, ChangeAction.Unchanged], new[] { promotion.Action, repeated.Action });
        await VotesAsync(cluster, servers.ClientUrl("cp4"));
    }

    /// <summary>A member learns of its own promotion a moment after the leader has made it.</summary>
    private static async Task VotesAsync(EtcdCluster cluster, string url)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while ((await cluster.GetStatusAsync(url, limit.Token)).IsLearner)
        {
            await Task.Delay(20, limit.Token);
        }
    }

    [SkippableFact]
    public async Task A_learner_that_never_starts_is_removed_so_that_another_can_join()
    {
        await using var servers = await EtcdServers.StartAsync("cp1");
        await using var cluster = servers.Connect("cp1");
        var membership = new EtcdMembership(cluster, Short);
        await membership.AnnounceAsync("cp2", "https://127.0.0.1:1", default);

        var full = await Assert.ThrowsAsync<KubeadmException>(() => membership.AnnounceAsync("cp3", "https://127.0.0.1:2", default));
        var error = await Assert.ThrowsAsync<KubeadmException>(() => membership.PromoteAsync("cp2", "https://127.0.0.1:1", default));
        var next = await membership.AnnounceAsync("cp3", "https://127.0.0.1:2", default);

        Assert.Equal("EtcdFailed", full.ErrorId);
        Assert.Contains("too many learner members", full.Message, StringComparison.Ordinal);
        Assert.Equal("EtcdMemberNotStarted", error.ErrorId);
        Assert.Equal(["cp1", "cp3"], next.InitialCluster.Select(peer => peer.Name).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Members_are_removed_down_to_the_last()
    {
        await using var servers = await EtcdServers.StartAsync("cp1", "cp2", "cp3");
        await using var cluster = servers.Connect("cp1", "cp2", "cp3");
        var membership = new EtcdMembership(cluster, Patient);
        var outcomes = new List<EtcdRemovalOutcome>();
        foreach (var name in new[] { "cp3", "cp3", "cp2", "cp1" })
        {
            outcomes.Add((await membership.RemoveAsync(name, servers.PeerUrl(name), default)).Outcome);
        }

        // A request that comes twice, as after a lost answer; the members that are left may be electing.
        var ending = await Patient.RunAsync(
            async token =>
            {
                await cluster.RemoveAsync(0xdead, token);
                return true;
            },
            default);

        Assert.True(ending);
        Assert.Equal([EtcdRemovalOutcome.Removed, EtcdRemovalOutcome.AlreadyGone, EtcdRemovalOutcome.Removed, EtcdRemovalOutcome.LastMember], outcomes);
        Assert.Equal("cp1", Assert.Single(await cluster.ListMembersAsync(default)).Name);
    }

    [SkippableFact]
    public async Task A_lost_quorum_is_a_clear_error_within_the_limit()
    {
        await using var servers = await EtcdServers.StartAsync("cp1", "cp2", "cp3");
        await using var cluster = servers.Connect("cp1", "cp2", "cp3");
        await servers.StopAsync("cp2");
        var one = await new EtcdHealth(cluster, Patient).CheckAsync(default);
        await servers.StopAsync("cp3");
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        var health = await Assert.ThrowsAsync<KubeadmException>(() => new EtcdHealth(cluster, Short).CheckAsync(late.Token));
        var announcement = await Assert.ThrowsAsync<KubeadmException>(() => new EtcdMembership(cluster, Short).AnnounceAsync("cp4", "https://127.0.0.1:1", late.Token));

        Assert.Equal(servers.ClientUrl("cp2"), Assert.Single(one.Unhealthy).Endpoint);
        Assert.Equal("EtcdUnhealthy", health.ErrorId);
        Assert.Contains(servers.ClientUrl("cp3"), health.Message, StringComparison.Ordinal);
        Assert.True(announcement.ErrorId is "EtcdFailed" or "EtcdUnreachable", announcement.ErrorId);
        Assert.Contains("tried for 3 s", announcement.Message, StringComparison.Ordinal);
        Assert.NotNull(announcement.Remedy);
    }

    [SkippableFact]
    public async Task Endpoints_that_are_dead_or_silent_or_plain_are_passed_over()
    {
        await using var servers = await EtcdServers.StartAsync("cp1");
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var cluster = new EtcdCluster(servers.Connection(
            $"https://127.0.0.1:{ServerProcess.FreePort()}", $"https://{silent.LocalEndpoint}", "http://127.0.0.1:2379", servers.ClientUrl("cp1")));

        Assert.Single(await cluster.ListMembersAsync(default));
    }

    [SkippableFact]
    public async Task A_member_that_comes_back_is_asked_again_over_the_same_client()
    {
        await using var servers = await EtcdServers.StartAsync("cp1");
        await using var cluster = servers.Connect("cp1");
        var before = await cluster.ListMembersAsync(default);
        await servers.StopAsync("cp1");

        var away = await Assert.ThrowsAsync<KubeadmException>(() => cluster.ListMembersAsync(default));
        await servers.RestartAsync("cp1");
        var after = await Patient.RunAsync(cluster.ListMembersAsync, default);

        Assert.Equal("EtcdUnreachable", away.ErrorId);
        Assert.Equal(KubeadmErrorKind.Unreachable, away.Kind);
        Assert.Equal(before[0].Id, after[0].Id);
    }

    [SkippableFact]
    public async Task A_server_of_another_authority_is_refused_at_once()
    {
        await using var servers = await EtcdServers.StartAsync("cp1");
        await using var cluster = new EtcdCluster(
            servers.Connection(servers.ClientUrl("cp1")) with { CertificateAuthority = (await EtcdServers.ForeignConnectionAsync("")).CertificateAuthority });

        var error = await Assert.ThrowsAsync<KubeadmException>(() => Patient.RunAsync(cluster.ListMembersAsync, default));

        Assert.Equal("EtcdUnreachable", error.ErrorId);
        Assert.Equal(KubeadmErrorKind.PermissionDenied, error.Kind);
        Assert.DoesNotContain("tried for", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_server_whose_certificate_does_not_name_the_address_is_refused()
    {
        await using var servers = await EtcdServers.StartAsync("cp1");
        await using var cluster = new EtcdCluster(servers.Connection(servers.UnnamedUrl("cp1")));

        var error = await Assert.ThrowsAsync<KubeadmException>(() => cluster.ListMembersAsync(default));

        Assert.Equal("EtcdUnreachable", error.ErrorId);
        Assert.Contains("RemoteCertificateNameMismatch", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_client_certificate_of_another_authority_lets_nobody_in()
    {
        await using var servers = await EtcdServers.StartAsync("cp1");
        var foreign = await EtcdServers.ForeignConnectionAsync("");
        await using var cluster = new EtcdCluster(
            servers.Connection(servers.ClientUrl("cp1")) with { Certificate = foreign.Certificate, Key = foreign.Key });

        // etcd may close the connection before its reason is read; a later attempt reads it.
        var error = await Assert.ThrowsAsync<KubeadmException>(() => Patient.RunAsync(cluster.ListMembersAsync, default));

        Assert.Equal("EtcdUnreachable", error.ErrorId);
        Assert.Equal(KubeadmErrorKind.PermissionDenied, error.Kind);
        Assert.Contains("refuses the client certificate", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ca")]
    [InlineData("certificate")]
    [InlineData("key")]
    public async Task What_is_missing_of_the_certificates_is_told_without_the_key(string missing)
    {
        var good = await EtcdServers.ForeignConnectionAsync("https://127.0.0.1:2379");
        var bad = missing switch
        {
            "ca" => good with { CertificateAuthority = [] },
            "certificate" => good with { Certificate = "none"u8.ToArray() },
            _ => good with { Key = (await EtcdServers.ForeignConnectionAsync("")).Key },
        };

        var error = Assert.Throws<KubeadmException>(() => new EtcdCluster(bad));

        Assert.Equal("InvalidCertificate", error.ErrorId);
        Assert.Equal(KubeadmErrorKind.InvalidInput, error.Kind);
        Assert.DoesNotContain("PRIVATE KEY", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_endpoint_at_all_is_an_error()
    {
        await using var cluster = new EtcdCluster(await EtcdServers.ForeignConnectionAsync("") with { Endpoints = [] });

        Assert.Equal("EtcdUnreachable", (await Assert.ThrowsAsync<KubeadmException>(() => cluster.ListMembersAsync(default))).ErrorId);
    }

    [Fact]
    public async Task A_cancelled_request_ends_as_cancelled()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var cluster = new EtcdCluster(await EtcdServers.ForeignConnectionAsync($"https://{silent.LocalEndpoint}"));
        using var cancel = new CancellationTokenSource();

        var request = cluster.ListMembersAsync(cancel.Token);
        using (await silent.AcceptTcpClientAsync())
        {
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        }
    }
}
