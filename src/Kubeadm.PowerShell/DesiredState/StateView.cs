using Kubeadm.Engine.DesiredState;
using Kubeadm.PowerShell.Results;

namespace Kubeadm.PowerShell.DesiredState;

/// <summary>What is given of a state: documents as objects, with their secrets covered.</summary>
internal static class StateView
{
    /// <summary>The state as it is given.</summary>
    public static KubeResourceState Of(KubeResourceState state) => state is KubeadmConfigState { Text: { } text } file
        ? file with { Documents = [.. CoveredDocuments.Of(text).SelectMany(KubeadmDocuments.ReadAll)] }
        : state;

    /// <summary>The result as it is given.</summary>
    public static KubeResourceResult Of(KubeResourceResult result) => new()
    {
        Resource = result.Resource,
        Id = result.Id,
        InDesiredState = result.InDesiredState,
        Differences = result.Differences,
        Changes = result.Changes,
        State = Of(result.State),
    };
}
