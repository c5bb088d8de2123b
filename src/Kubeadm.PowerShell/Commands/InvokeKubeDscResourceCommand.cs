using System.Management.Automation;
using Kubeadm.Engine.DesiredState;
using Kubeadm.PowerShell.Completers;
using Kubeadm.PowerShell.DesiredState;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Finds out, compares and brings about the wanted state of a thing: what DSC's resources of this module do.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "KubeDscResource", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(
    typeof(KubeResourceResult), typeof(KubeadmConfigState), typeof(KubeCertificateState), typeof(KubeControlPlaneState), typeof(KubeNodeState), typeof(KubeTokenState))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class InvokeKubeDscResourceCommand : KubeadmCommand, IDynamicParameters
{
    private const string Get = "Get";
    private const string Test = "Test";
    private const string Set = "Set";
    private const string WhatIf = "WhatIf";
    private const string Export = "Export";

    /// <summary>The kind of thing.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>What to do.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateSet(Get, Test, Set, WhatIf, Export)]
    public string Method { get; set; } = "";

    /// <summary>The properties that are wanted, in a hashtable or an object.</summary>
    [Parameter(Position = 2, ValueFromPipeline = true)]
    public PSObject? Property { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Process()
    {
        var kind = Guard(() => ResourceCatalog.Find(Name));
        var wanted = Guard(() => new StateReader(Paths).Read(kind, Property));
        switch (Method.ToUpperInvariant())
        {
            case "GET":
                WriteObject(Run(kind, (resource, token) => resource.GetAsync(wanted, token)));
                break;
            case "TEST":
                WriteObject(Run(kind, (resource, token) => resource.TestAsync(wanted, token)));
                break;
            case "EXPORT":
                WriteObject(Run(kind, (resource, token) => resource.ExportAsync(wanted, token)), enumerateCollection: true);
                break;
            case "WHATIF":
                WriteObject(Run(kind, (resource, token) => resource.SetAsync(wanted, isRehearsal: true, token)));
                break;
            default:
                Change(kind, wanted);
                break;
        }
    }

    /// <summary>Asks once for all that there is to do; what is as wanted already is no question.</summary>
    private void Change(ResourceKind kind, KubeResourceState wanted)
    {
        var found = Run(kind, (resource, token) => resource.TestAsync(wanted, token));
        if (found.InDesiredState)
        {
            WriteObject(found);
        }
        else if (IsWhatIf)
        {
            foreach (var line in Run(kind, (resource, token) => resource.SetAsync(wanted, isRehearsal: true, token)).Changes)
            {
                ShouldProcess($"{kind.Name} {found.Id}", line);
            }
        }
        else if (ShouldProcess($"{kind.Name} {found.Id}", $"Change {string.Join(", ", found.Differences)}") && Consents(wanted, found))
        {
            WriteObject(Run(kind, (resource, token) => resource.SetAsync(wanted, isRehearsal: false, token)));
        }
    }

    /// <summary>What takes a node out of its cluster, or to another version, is asked about as Reset-KubeNode and Invoke-KubeUpgrade ask.</summary>
    private bool Consents(KubeResourceState wanted, KubeResourceResult found)
    {
        var change = wanted is not KubeMachineState ? null
            : !wanted.IsWanted ? $"{found.Id} is taken out of its cluster: what kubeadm and the kubelet keep on it is removed."
            : found.Differences.Contains(nameof(KubeControlPlaneState.KubernetesVersion)) ? $"{found.Id} is upgraded to {(wanted as KubeControlPlaneState)?.KubernetesVersion}."
            : null;
        return change is null || !MayAsk || ShouldContinue($"{change} Are you sure you want to proceed?", "Change this machine");
    }

    private T Run<T>(ResourceKind kind, Func<IDesiredResource, CancellationToken, Task<T>> work) =>
        RunEngine((engine, token) => work(kind.Open(engine.Ports, engine.Observer), token));
}
