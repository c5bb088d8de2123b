using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Patches;

/// <summary>The files of a folder of patches.</summary>
internal static class PatchFolder
{
    /// <summary>All files in the folder and the folders in it, each folder's entries ordered by name. Linked folders are not entered.</summary>
    /// <exception cref="PatchException">It is not a folder.</exception>
    public static IEnumerable<string> FilesBelow(INodeFileSystem files, string directory)
    {
        if (!files.DirectoryExists(directory))
        {
            throw PatchErrors.FolderNotFound(directory);
        }

        return Walk(files, directory.Length > 1 ? directory.TrimEnd('/') : directory);
    }

    private static IEnumerable<string> Walk(INodeFileSystem files, string directory)
    {
        // Folders are nested as deep as whoever made them likes, so those to be looked at wait in a list.
        var waiting = new Stack<string>();
        Push(directory);
        while (waiting.TryPop(out var path))
        {
            if (files.Stat(path)?.Kind == NodeFileKind.Directory)
            {
                Push(path);
            }
            else
            {
                yield return path;
            }
        }

        void Push(string folder)
        {
            foreach (var name in files.List(folder).Reverse())
            {
                waiting.Push($"{folder}/{name}");
            }
        }
    }
}
