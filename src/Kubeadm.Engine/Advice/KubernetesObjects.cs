using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.Engine.Advice;

/// <summary>Objects of a cluster among the documents of a configuration, which kubeadm does not apply.</summary>
internal sealed class KubernetesObjects : IAdviceRule
{
    public void Check(AdviceSubject subject, FindingCollector findings)
    {
        foreach (var document in subject.Documents)
        {
            if (ClusterObject.Describe(document.ApiVersion, document.Kind, document.Json) is { } described)
            {
                findings.Add(new(FindingSeverity.Advice, "kind", described, document.Yaml.Line) { File = document.File });
            }
        }
    }
}
