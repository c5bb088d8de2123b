using Kubeadm.Engine.Health;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Tests.Health;

public sealed class HealthPollTests
{
    [Fact]
    public async Task A_last_question_that_the_end_of_the_wait_cuts_short_does_not_hide_the_answer_before_it()
    {
        var asked = 0;
        var poll = new HealthPoll(
            async (_, cancellationToken) =>
            {
                if (asked++ > 0)
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }

                return new HealthAnswer(500, "[+]ping ok\n[-]etcd failed: reason withheld\n");
            },
            TimeProvider.System);

        var health = await poll.WaitAsync("kube-apiserver", new Uri("https://192.0.2.2:6443/livez"), TimeSpan.FromMilliseconds(500), default);

        Assert.False(health.IsHealthy);
        Assert.Equal((2, "status 500; etcd failed: reason withheld"), (asked, health.LastError));
    }
}
