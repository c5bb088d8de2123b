using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Discovery;

/// <summary>Paths in a kubeconfig: relative ones are relative to the folder of the kubeconfig (kubernetes.io, "File references").</summary>
internal static class ReferredPaths
{
    /// <summary>The path as the node has it.</summary>
    /// <param name="system">The machine's system, which decides the form of paths.</param>
    /// <param name="kubeconfig">The kubeconfig's own path.</param>
    /// <param name="path">A path in it.</param>
    public static string Resolve(INodeSystem system, string kubeconfig, string path)
    {
        if (IsAbsolute(system, path))
        {
            return path;
        }

        return system.IsWindows
            ? kubeconfig[..(kubeconfig.LastIndexOfAny(['\\', '/']) + 1)] + path
            : UnixPath.Join(UnixPath.DirectoryOf(kubeconfig), path);
    }

    /// <summary>Whether a path needs no folder.</summary>
    public static bool IsAbsolute(INodeSystem system, string path) =>
        path.StartsWith('/') || (system.IsWindows && (path.StartsWith('\\') || (path.Length > 2 && path[1] == ':' && path[2] is '\\' or '/')));
}
