using k8s.Models;
using Kubeadm.Engine.StaticPods;

namespace Kubeadm.Engine.Tests.StaticPods;

/// <summary>How long a component may take to end.</summary>
public sealed class StaticPodGraceTests
{
    [Theory]
    [InlineData("kube-apiserver", 5)]
    [InlineData("etcd", 30)]
    [InlineData("kube-controller-manager", 30)]
    [InlineData("kube-scheduler", 30)]
    public void A_manifest_that_says_nothing_gives_an_API_server_less_than_others(string component, int seconds) =>
        Assert.Equal(seconds, GraceOf(Pod(component)));

    [Theory]
    [InlineData("--shutdown-delay-duration=20s")]
    [InlineData("--shutdown-watch-termination-grace-period=10s")]
    [InlineData("--shutdown-send-retry-after=true")]
    [InlineData("--shutdown-send-retry-after")]
    public void An_API_server_that_a_person_wants_to_end_later_gets_the_time_of_others(string flag)
    {
        Assert.Equal(30, GraceOf(Pod("kube-apiserver", command: ["kube-apiserver", flag])));
        Assert.Equal(30, GraceOf(Pod("kube-apiserver", command: ["kube-apiserver"], args: ["--v=2", flag])));
    }

    [Theory]
    [InlineData("--request-timeout=20s")]
    [InlineData("--shutdown-delay-duration-of-mine=20s")]
    public void Other_flags_of_an_API_server_do_not_count(string flag) => Assert.Equal(5, GraceOf(Pod("kube-apiserver", command: ["kube-apiserver", flag])));

    [Theory]
    [InlineData("kube-apiserver", 60)]
    [InlineData("kube-apiserver", 0)]
    [InlineData("etcd", 7)]
    public void What_a_manifest_says_goes_before_all_else(string component, int seconds)
    {
        var pod = Pod(component, command: [component, "--shutdown-delay-duration=20s"]);
        pod.Spec.TerminationGracePeriodSeconds = seconds;

        Assert.Equal(seconds, GraceOf(pod));
    }

    private static double GraceOf(V1Pod pod) => StaticPodGrace.Of(pod).TotalSeconds;

    private static V1Pod Pod(string name, string[]? command = null, string[]? args = null) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new V1PodSpec { Containers = [new V1Container { Name = name, Command = command, Args = args }] },
    };
}
