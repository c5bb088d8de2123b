using System.Text;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Recording;

/// <summary>The folder that a dry run writes to: files below <c>root</c>, API writes below <c>cluster</c>.</summary>
/// <param name="Path">The folder.</param>
public sealed record DryRunFolder(string Path)
{
    /// <summary>Where files land, each at its absolute path.</summary>
    public string Root => System.IO.Path.Combine(Path, "root");

    /// <summary>Where API writes land, numbered in their order.</summary>
    public string Cluster => System.IO.Path.Combine(Path, "cluster");

    /// <summary>
    /// Takes the folder asked for, else the one that the environment names, else a new one below the temporary folder.
    /// It holds keys, so a new folder is for its owner alone.
    /// </summary>
    /// <param name="wanted">The folder asked for, or null.</param>
    /// <param name="variable">The variable that kubeadm reads, for example <c>KUBEADM_INIT_DRYRUN_DIR</c>; null where it has none.</param>
    /// <param name="system">Where the variable is read.</param>
    /// <exception cref="KubeadmException"><c>DryRunPathNotEmpty</c>: the folder holds something else than an earlier dry run.</exception>
    public static DryRunFolder Create(string? wanted, string? variable, INodeSystem system)
    {
        var path = wanted ?? (variable is null ? null : system.GetEnvironmentVariable(variable));
        if (string.IsNullOrEmpty(path))
        {
            return new DryRunFolder(Directory.CreateTempSubdirectory("kubeadm-dryrun-").FullName);
        }

        var folder = new DryRunFolder(System.IO.Path.GetFullPath(path));
        folder.Empty();
        return folder;
    }

    /// <summary>Saves API writes, one file each, numbered in their order. They may hold secrets, so they are for their owner alone.</summary>
    public void Save(IReadOnlyList<RecordedWrite> writes)
    {
        var files = new LocalFileSystem { IsDurable = false };
        files.CreateDirectory(Cluster, NodeFileModes.PrivateDirectory);
        foreach (var (write, index) in writes.Select((write, index) => (write, index)))
        {
            var path = System.IO.Path.Combine(Cluster, write.FileName(index + 1));
            files.WriteAllBytes(path, Encoding.UTF8.GetBytes(KubernetesYaml.Write(write.Object)), NodeFileModes.PrivateFile);
        }
    }

    private void Empty()
    {
        if (!Directory.Exists(Path))
        {
            new LocalFileSystem().CreateDirectory(Path, NodeFileModes.PrivateDirectory);
            return;
        }

        var strangers = Directory.EnumerateFileSystemEntries(Path).Where(e => e != Root && e != Cluster).ToList();
        if (strangers.Count > 0)
        {
            throw new KubeadmException("DryRunPathNotEmpty", $"The dry-run folder \"{Path}\" holds other files, for example \"{System.IO.Path.GetFileName(strangers[0])}\".")
            {
                Kind = KubeadmErrorKind.InvalidInput,
                Target = Path,
                Remedy = "Name an empty folder, one that does not exist yet, or one of an earlier dry run.",
            };
        }

        foreach (var part in new[] { Root, Cluster }.Where(Directory.Exists))
        {
            Directory.Delete(part, recursive: true);
        }
    }
}
