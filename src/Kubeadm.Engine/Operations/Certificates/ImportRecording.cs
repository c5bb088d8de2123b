using Kubeadm.Engine.History;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>Notes an import: one run from the first certificate that is installed to the end, of which each certificate is a phase.</summary>
/// <param name="node">The node.</param>
/// <param name="changesNode">Whether the certificates are this node's own.</param>
/// <param name="isJournaled">Whether each change goes to the operating system's log too.</param>
internal sealed class ImportRecording(INode node, Func<bool> changesNode, bool isJournaled)
{
    private RunRecording? _recording;

    /// <summary>Notes the installing of a certificate.</summary>
    /// <param name="name">The certificate's name.</param>
    /// <param name="install">Installs it.</param>
    /// <param name="observer">Is warned where nothing can be noted.</param>
    public Change Note(string name, Func<Change> install, IEngineObserver observer)
    {
        _recording ??= RunRecording.Begin(
            node, new RunSubject(RunName.Import, KubeletIdentity.NodeNameOf(node)) { ChangesNode = changesNode(), IsJournaled = isJournaled }, observer);
        try
        {
            var change = install();
            _recording.Changed(name, change);
            _recording.Completed(new PhaseResult { Workflow = RunName.Import, Phase = name, Status = PhaseStatus.Succeeded, Changes = [change] });
            return change;
        }
        catch (Exception error)
        {
            _recording.Completed(new PhaseResult { Workflow = RunName.Import, Phase = name, Status = PhaseStatus.Failed, Message = error.Message });
            _recording.Fail(error, observer);
            throw;
        }
    }

    /// <summary>Notes that all that was asked for is installed.</summary>
    public void Succeed(IEngineObserver observer) => _recording?.Succeed(observer);

    /// <summary>Notes that the import was ended before that; nothing where it was noted how it ended.</summary>
    public void Stop(IEngineObserver observer) => _recording?.Fail(new OperationCanceledException(), observer);
}
