using Kubeadm.Engine.Ports;

namespace Kubeadm.Engine.Recording;

/// <summary>A dry run: the same engine over ports that only record.</summary>
public interface IDryRun : IDisposable
{
    /// <summary>The recording ports.</summary>
    EnginePorts Ports { get; }

    /// <summary>Where its output goes; null where it keeps none.</summary>
    DryRunFolder? Folder { get; }

    /// <summary>The API writes that were recorded so far, in their order.</summary>
    IReadOnlyList<RecordedWrite> Writes { get; }

    /// <summary>Saves what was recorded beyond the files, which are there already.</summary>
    void Save();

    /// <summary>Leaves nothing behind where nothing was recorded: for a run that does not come to its end.</summary>
    void Discard();
}
