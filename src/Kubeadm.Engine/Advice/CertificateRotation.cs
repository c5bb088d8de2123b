using System.Text.Json;
using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.Engine.Advice;

/// <summary>A kubelet that is not to rotate its certificates: kubeadm turns that on all the same, for it cannot tell false from nothing.</summary>
internal sealed class CertificateRotation : IAdviceRule
{
    private const string Field = "rotateCertificates";

    public void Check(AdviceSubject subject, FindingCollector findings)
    {
        if (subject.Documents.Any(document => document.Kind == ComponentGroup.Kubelet.Kind && document.Json[Field]?.GetValueKind() == JsonValueKind.False))
        {
            findings.Advise(Field, "false becomes true: every kubelet of the cluster rotates its client certificate; leave the field out, or patch the kubelet's configuration on a node");
        }
    }
}
