using System.Text;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Recording;

/// <summary>The folder that a dry run writes to. In its own form it holds files below <c>root</c> and API writes below <c>cluster</c>.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Form">The form of what is in it.</param>
public sealed record DryRunFolder(string Path, DryRunForm Form = DryRunForm.Folders)
{
    private const string Prefix = "kubeadm-dryrun-";

    /// <summary>Where files land, each at its absolute path.</summary>
    public string Root => System.IO.Path.Combine(Path, "root");

    /// <summary>Where API writes land, numbered in their order.</summary>
    public string Cluster => System.IO.Path.Combine(Path, "cluster");

    private OutputFolder? Output { get; init; }

    private ScratchFolder? Scratch { get; init; }

    /// <summary>
    /// Chooses the folder asked for, else the one that the environment names, else a new one below the temporary folder.
    /// It holds keys, so a new folder is for its owner alone.
    /// </summary>
    /// <param name="options">The folder asked for, and the form.</param>
    /// <param name="system">Where the variable is read.</param>
    /// <exception cref="KubeadmException"><c>DryRunPathNotEmpty</c>: the folder holds something else than an earlier dry run.</exception>
    internal static DryRunFolder Create(DryRunOptions options, INodeSystem system)
    {
        var path = options.Path ?? (options.Variable is null ? null : system.GetEnvironmentVariable(options.Variable));
        if (string.IsNullOrEmpty(path) && options is { IsNamed: false, Form: DryRunForm.Folders })
        {
            var scratch = new ScratchFolder(Prefix);
            return new DryRunFolder(scratch.Path, options.Form) { Scratch = scratch };
        }

        if (string.IsNullOrEmpty(path))
        {
            var temporary = OutputFolder.Temporary(Prefix);
            return new DryRunFolder(temporary.Path, options.Form) { Output = temporary };
        }

        var output = OutputFolder.At(System.IO.Path.GetFullPath(path));
        var folder = new DryRunFolder(output.Path, options.Form) { Output = output };
        folder.Prepare();
        return folder;
    }

    /// <summary>Takes the folder away again where this dry run made it and nothing is in it: of a run that was refused there is nothing to see.</summary>
    internal void RemoveIfEmpty() => Output?.RemoveIfEmpty();

    /// <summary>Removes the folder with all that is in it where nobody is told of it.</summary>
    internal void RemoveIfUnnamed() => Scratch?.Dispose();

    /// <summary>Saves API writes, one file each, numbered in their order. They may hold secrets, so they are for their owner alone.</summary>
    public void Save(IReadOnlyList<RecordedWrite> writes)
    {
        if (Form == DryRunForm.Kubeadm)
        {
            return;
        }

        var files = new LocalFileSystem { IsDurable = false };
        files.CreateDirectory(Cluster, NodeFileModes.PrivateDirectory);
        foreach (var (write, index) in writes.Select((write, index) => (write, index)))
        {
            var path = System.IO.Path.Combine(Cluster, write.FileName(index + 1));
            files.WriteAllBytes(path, Encoding.UTF8.GetBytes(KubeYaml.Write(write.Object)), NodeFileModes.PrivateFile);
        }
    }

    private void Prepare()
    {
        if (Form == DryRunForm.Kubeadm)
        {
            // What earlier dry runs left there is built upon.
            return;
        }

        var files = new LocalFileSystem();
        var own = new[] { Root, Cluster };
        if (files.List(Path).FirstOrDefault(name => !own.Contains(System.IO.Path.Combine(Path, name))) is { } stranger)
        {
            throw new KubeadmException("DryRunPathNotEmpty", $"The dry-run folder \"{Path}\" holds other files, for example \"{stranger}\".")
            {
                Kind = KubeadmErrorKind.InvalidInput,
                Target = Path,
                Remedy = "Name an empty folder, one that does not exist yet, or one of an earlier dry run.",
            };
        }

        foreach (var part in own.Where(files.DirectoryExists))
        {
            files.DeleteDirectory(part, CancellationToken.None);
        }
    }
}
