using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.Engine.Advice;

/// <summary>
/// The controller manager's argument node-cidr-mask-size, which it takes for one range of Pods and kubeadm does not look at: kubeadm reckons with the
/// default in its place, and refuses ranges that would do.
/// </summary>
internal sealed class NodeRangeSize : IAdviceRule
{
    private const string Argument = "node-cidr-mask-size";

    public void Check(AdviceSubject subject, FindingCollector findings)
    {
        var arguments = subject.Init?.Cluster.ControllerManager.ExtraArgs ?? [];
        if (arguments.FindLast(argument => argument.Name == Argument)?.Value is not { } size
            || !Subnets.TryParse(subject.Init!.Cluster.Networking.PodSubnet, out var ranges) || ranges is not [var range])
        {
            return;
        }

        var family = range.IsIPv6 ? "ipv6" : "ipv4";
        if (!arguments.Exists(argument => argument.Name == $"{Argument}-{family}"))
        {
            findings.Advise(
                "controllerManager.extraArgs",
                $"{Argument} is {size}, which kubeadm does not look at: it checks podSubnet {range} as if a node had /{(range.IsIPv6 ? 64 : 24)}; write {Argument}-{family} in its place, which both take for one range too");
        }
    }
}
