using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.StaticPods;

/// <summary>The scheduler's command line.</summary>
internal static class SchedulerCommand
{
    public const string Kubeconfig = "/etc/kubernetes/scheduler.conf";

    public static IList<string> Create(ClusterConfiguration cluster)
    {
        var arguments = new ComponentArguments
        {
            ["authentication-kubeconfig"] = Kubeconfig,
            ["authorization-kubeconfig"] = Kubeconfig,
            ["bind-address"] = "127.0.0.1",
            ["kubeconfig"] = Kubeconfig,
            ["leader-elect"] = "true",
        };
        return [ComponentNames.Scheduler, .. arguments.With(cluster.Scheduler.ExtraArgs)];
    }
}
