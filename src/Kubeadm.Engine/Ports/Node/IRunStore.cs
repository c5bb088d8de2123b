namespace Kubeadm.Engine.Ports.Node;

/// <summary>Where the node keeps the records of the runs that changed it, a file each. They hold no secret.</summary>
public interface IRunStore
{
    /// <summary>The folder.</summary>
    string Folder { get; }

    /// <summary>The names of the records, the newest first; none where there never was a run.</summary>
    /// <exception cref="KubeadmException"><c>AccessDenied</c>: the folder is another account's.</exception>
    IReadOnlyList<string> Names();

    /// <summary>Reads a record.</summary>
    /// <param name="name">A name out of <see cref="Names"/>.</param>
    /// <exception cref="KubeadmException">It cannot be read, or is no file.</exception>
    byte[] Read(string name);

    /// <summary>Writes a record, or puts it in the place of the one with its name.</summary>
    /// <param name="name">Its name. Names of later runs sort after those of earlier ones.</param>
    /// <param name="content">The whole record.</param>
    /// <exception cref="KubeadmException"><c>HistoryNotTrusted</c>: others may write to the folder, or it is a link; it cannot be written.</exception>
    void Save(string name, byte[] content);

    /// <summary>Removes a record; nothing when it is not there.</summary>
    /// <param name="name">A name out of <see cref="Names"/>.</param>
    void Delete(string name);
}
