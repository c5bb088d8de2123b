using System.Diagnostics.CodeAnalysis;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Recording;

/// <summary>Which paths a run wrote and which it removed. For one thread at a time.</summary>
internal sealed class RecordedPaths
{
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeFileInfo> _written = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>The files that were written and not removed again, in order of their first writing.</summary>
    public IEnumerable<string> Files => _order.Where(path => _written.TryGetValue(path, out var info) && info.Kind == NodeFileKind.File);

    /// <summary>The paths that were removed, ordered ordinally.</summary>
    public IEnumerable<string> Deleted => _deleted.Order(StringComparer.Ordinal);

    /// <summary>The folder of a path; empty for what lies at the root.</summary>
    public static string ParentOf(string path) => path.LastIndexOfAny(['/', '\\']) is > 0 and var end ? path[..end] : "";

    /// <summary>Finds what was written to a path.</summary>
    public bool TryFind(string path, [NotNullWhen(true)] out NodeFileInfo? info) => _written.TryGetValue(path, out info);

    /// <summary>Notes what is at a path now. One that was removed and comes again counts from then on.</summary>
    public void Note(string path, NodeFileInfo info)
    {
        if (!_written.ContainsKey(path) || !_order.Contains(path))
        {
            _order.Remove(path);
            _order.Add(path);
        }

        _written[path] = info;
    }

    /// <summary>Forgets what was written to a path.</summary>
    /// <returns>Whether there was something.</returns>
    public bool Forget(string path) => _written.Remove(path);

    /// <summary>Forgets a folder and what was written below it.</summary>
    /// <returns>The files among that.</returns>
    public IReadOnlyList<string> ForgetBelow(string folder)
    {
        var files = new List<string>();
        foreach (var path in _written.Keys.Where(path => IsAtOrBelow(path, folder)).ToList())
        {
            if (_written.Remove(path, out var info) && info.Kind != NodeFileKind.Directory)
            {
                files.Add(path);
            }
        }

        return files;
    }

    /// <summary>The names of what was written directly into a folder.</summary>
    public IEnumerable<string> NamesIn(string folder) => _written.Keys.Where(path => ParentOf(path) == folder.TrimEnd('/')).Select(path => Path.GetFileName(path));

    /// <summary>Hides what lies beneath at a path. It stays hidden with all that was in it, also when the folder is made again.</summary>
    public void Hide(string path) => _deleted.Add(path);

    /// <summary>Whether a path, or a folder that it is in, was removed.</summary>
    public bool IsHidden(string path)
    {
        for (var current = path; current.Length > 0; current = ParentOf(current))
        {
            if (_deleted.Contains(current))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAtOrBelow(string path, string folder) =>
        path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal) || path.StartsWith(folder + "\\", StringComparison.Ordinal);
}
