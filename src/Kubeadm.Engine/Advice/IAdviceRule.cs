using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.Engine.Advice;

/// <summary>
/// Something that kubeadm takes, or refuses, without a word about what it does. A rule only reads: the configuration, and of the node
/// what its port says. None asks the network.
/// </summary>
internal interface IAdviceRule
{
    /// <summary>Adds an advice for each thing that may not do what was meant.</summary>
    void Check(AdviceSubject subject, FindingCollector findings);
}
