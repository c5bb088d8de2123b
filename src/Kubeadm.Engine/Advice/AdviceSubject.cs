using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Advice;

/// <summary>What rules look at.</summary>
/// <param name="Documents">The documents as they are written, those too that are not kubeadm's; none where flags alone are given.</param>
/// <param name="Init">What init works with, complete; null where it is not about init.</param>
/// <param name="Join">What join works with, complete; null where it is not about join.</param>
/// <param name="Node">The machine.</param>
internal sealed record AdviceSubject(IReadOnlyList<ConfigurationDocument> Documents, InitConfiguration? Init, JoinConfiguration? Join, INode Node);
