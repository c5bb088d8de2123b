using System.Collections;
using Kubeadm.Engine.History;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.PowerShell.Completers;

/// <summary>Completes identifiers of the runs that this node keeps records of, the newest first.</summary>
public sealed class RunIdCompleter : WordCompleter
{
    private protected override IEnumerable<(string Text, string Description)> Words(string commandName, IDictionary bound)
    {
        try
        {
            var node = EngineScope.OfThisMachine(SilentObserver.Instance, CancellationToken.None).Ports.Node;
            return [.. new RunHistory(node).Read(_ => true).Select(reading => reading.Run).OfType<KubeRun>().Select(run => (run.RunId, $"{run.Workflow}, {run.Outcome}, {run.Begun:u}"))];
        }
        catch (Exception error) when (KubeadmCommand.IsExpected(error))
        {
            // Completion says nothing of why there are no words.
            return [];
        }
    }
}
