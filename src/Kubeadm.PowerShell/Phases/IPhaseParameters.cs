using System.Management.Automation;

namespace Kubeadm.PowerShell.Phases;

/// <summary>
/// The parameters that phases of a workflow take: those of the cmdlet that runs the whole of it, and those that only kubeadm's commands
/// of its phases have. They are declared once, on a cmdlet's base class; so what PowerShell binds for Invoke-KubeadmPhase is an object
/// of a further such class, which never runs.
/// </summary>
internal interface IPhaseParameters : IDisposable
{
    /// <summary>The configuration: paths, files, documents and hashtables.</summary>
    object[]? Config { get; set; }

    /// <summary>Paths of configuration files as they are written.</summary>
    string[]? LiteralPath { get; set; }

    /// <summary>Reports what would be done, and changes nothing.</summary>
    SwitchParameter DryRun { get; set; }

    /// <summary>Sends each change to the operating system's log too.</summary>
    SwitchParameter Journal { get; set; }

    /// <summary>Called when the typed parameters are bound, before objects of the pipeline follow.</summary>
    void NoteTyped()
    {
    }

    /// <summary>The work that the parameters ask for. Reads files, so it is called on the pipeline's thread.</summary>
    /// <param name="running">The cmdlet that runs.</param>
    /// <param name="phases">Paths of phases.</param>
    PhaseWork Prepare(KubeadmCommand running, string[] phases);
}
