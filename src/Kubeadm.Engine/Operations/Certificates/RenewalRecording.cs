using Kubeadm.Engine.History;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>Notes a renewal: each certificate stands as a phase of it.</summary>
internal sealed class RenewalRecording
{
    private readonly INode _node;
    private readonly IEngineObserver _observer;
    private readonly RunRecording _recording;

    /// <summary>Begins to note the renewal.</summary>
    /// <param name="node">The node.</param>
    /// <param name="plan">What will be done.</param>
    /// <param name="request">What a person asked for.</param>
    /// <param name="observer">Is warned where nothing can be noted.</param>
    public RenewalRecording(INode node, CertificateRenewalPlan plan, CertificateRenewalRequest request, IEngineObserver observer)
    {
        (_node, _observer) = (node, observer);
        var subject = new RunSubject(RunName.Renewal, KubeletIdentity.NodeNameOf(node))
        {
            RequestedPhases = request.Names,
            ChangesNode = plan.Renewed.Any(certificate => certificate.RestartRequired.Count > 0 || LockScope.IsOfNode(certificate.Path)),
            IsJournaled = request.Journal,
        };
        _recording = RunRecording.Begin(node, subject, observer);
    }

    /// <summary>Notes the certificates as they are then.</summary>
    public void Succeed(IEnumerable<KubeCertificate> certificates)
    {
        foreach (var certificate in certificates)
        {
            var isRenewed = certificate.Action == ChangeAction.Update;
            KubeList<Change> changes = [.. isRenewed ? ChangesOf(certificate) : []];
            changes.ToList().ForEach(change => _recording.Changed(certificate.Name, change));
            _recording.Completed(new PhaseResult
            {
                Workflow = RunName.Renewal,
                Phase = certificate.Name,
                Status = isRenewed ? PhaseStatus.Succeeded : PhaseStatus.Unchanged,
                Changes = changes,
            });
        }

        _recording.Succeed(_observer);
    }

    /// <summary>Notes what ended the renewal: no certificate was replaced then.</summary>
    public void Fail(Exception error) => _recording.Fail(error, _observer);

    private IEnumerable<Change> ChangesOf(KubeCertificate certificate) =>
        new[] { certificate.Path, certificate.KeyPath }.Distinct().Select(path => RenewedFile.Describe(_node.Files, path));
}
