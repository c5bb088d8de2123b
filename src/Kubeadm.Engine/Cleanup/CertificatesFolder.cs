using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Cleanup;

/// <summary>Recognizes a folder of a cluster's certificates.</summary>
internal sealed class CertificatesFolder(INodeFileSystem files)
{
    // More folders in one another, or more names, no cluster has.
    private const int DeepestFolder = 3;
    private const int MostNames = 10_000;

    private static readonly string[] Suffixes = [".crt", ".key", ".pub", ".csr", ".srl"];

    private static readonly HashSet<string> Known =
    [
        .. CertificateCatalog.All.SelectMany(spec => Suffixes.Select(suffix => spec.BaseName + suffix)), "sa.key", "sa.pub",
    ];

    private int _names;

    /// <summary>Something that is not of a cluster's certificates; null where there is nothing else, or nothing at all.</summary>
    public string? WhatElseIsIn(string folder)
    {
        var names = files.List(folder);
        return names.Count == 0 ? null
            : FindOther(folder, DeepestFolder) ?? (IsOfCluster(folder, names) ? null : names[0]);
    }

    /// <summary>Files of certificates and keys have many programs; those of a cluster have names by which they are known.</summary>
    private bool IsOfCluster(string folder, IReadOnlyList<string> names) =>
        names.Any(Known.Contains) || files.List(folder + "/etcd").Any(name => Known.Contains("etcd/" + name));

    private string? FindOther(string folder, int depth)
    {
        foreach (var name in files.List(folder))
        {
            var path = $"{folder.TrimEnd('/')}/{name}";
            var isFolder = files.Stat(path)?.Kind == NodeFileKind.Directory;
            var other = ++_names > MostNames || (isFolder && depth == 0) ? path
                : isFolder ? FindOther(path, depth - 1)
                : IsOfCertificates(name) ? null : path;
            if (other is not null)
            {
                return other;
            }
        }

        return null;
    }

    /// <summary>Also what a run left that was killed while it wrote one: <c>.ca.key.0123456789ab.tmp</c>.</summary>
    private static bool IsOfCertificates(string name) =>
        Suffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal))
        || (name.StartsWith('.') && name.Split('.') is [_, .., var end, _, "tmp"] && Suffixes.Contains("." + end));
}
