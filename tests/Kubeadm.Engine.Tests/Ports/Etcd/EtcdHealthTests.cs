using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Etcd;

public sealed class EtcdHealthTests : IDisposable
{
    private readonly LeapingClock _clock = new();
    private readonly FakeEtcdCluster _cluster = new(FakeEtcdCluster.Voter(1, "cp1"), FakeEtcdCluster.Voter(2, "cp2"), FakeEtcdCluster.Voter(3, "cp3"));

    private EtcdHealth Health => new(_cluster, new EtcdRetry(TimeSpan.FromMinutes(2), _clock));

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task A_majority_is_enough_and_the_rest_is_told()
    {
        _cluster.Troubles["https://cp2:2379"] = "NOSPACE";

        var report = await Health.CheckAsync(default);

        Assert.True(report.HasQuorum);
        var unhealthy = Assert.Single(report.Unhealthy);
        Assert.Equal("https://cp2:2379", unhealthy.Endpoint);
        Assert.Contains("NOSPACE", unhealthy.Error, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    [Fact]
    public async Task No_answer_counts_as_unhealthy_and_half_is_no_majority()
    {
        _cluster.Members.RemoveAt(2);
        await _cluster.SynchronizeAsync(default);
        _cluster.Before = request => Away(request, "cp1");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => Health.CheckAsync(default));

        Assert.Equal("EtcdUnhealthy", error.ErrorId);
        Assert.Contains("1 of 2 etcd members are healthy", error.Message, StringComparison.Ordinal);
        Assert.InRange(_clock.Elapsed, TimeSpan.FromSeconds(119), TimeSpan.FromSeconds(120));
    }

    [Fact]
    public async Task Members_that_are_away_for_a_while_are_waited_for()
    {
        _cluster.Before = request =>
        {
            if (_clock.Elapsed < TimeSpan.FromSeconds(20))
            {
                Away(request, "cp1");
                Away(request, "cp2");
            }
        };

        Assert.Empty((await Health.CheckAsync(default)).Unhealthy);
        Assert.True(_clock.Elapsed >= TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Availability_is_that_of_the_members_as_they_are_now()
    {
        _cluster.Members.Add(FakeEtcdCluster.Voter(4, "cp4"));

        var report = await Health.WaitForAvailableAsync(default);

        Assert.Equal(4, report.Endpoints.Count);
        Assert.Equal("https://cp4:2379", report.Endpoints[3].Endpoint);
    }

    [Fact]
    public async Task Availability_is_waited_for_40_seconds()
    {
        _cluster.Before = request => Away(request, "cp");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => Health.WaitForAvailableAsync(default));

        Assert.Equal("EtcdUnhealthy", error.ErrorId);
        Assert.InRange(_clock.Elapsed, TimeSpan.FromSeconds(39), TimeSpan.FromSeconds(40));
    }

    [Fact]
    public void No_endpoint_is_no_quorum() => Assert.False(new EtcdHealthReport([]).HasQuorum);

    private static void Away(string request, string host)
    {
        if (request.StartsWith($"status https://{host}", StringComparison.Ordinal))
        {
            throw FakeEtcdCluster.Unreachable();
        }
    }
}
