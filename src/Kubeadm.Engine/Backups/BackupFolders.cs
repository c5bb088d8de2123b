using System.Globalization;
using System.Security.Cryptography;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Backups;

/// <summary>
/// The folders below <see cref="KubernetesPaths.TemporaryDirectory"/> in which what is about to be replaced is kept, under kubeadm's
/// names: a purpose and the local time, or a purpose and a number for what lives no longer than a run.
/// </summary>
/// <param name="files">The node's files.</param>
/// <param name="clock">The clock that names go by.</param>
public sealed class BackupFolders(INodeFileSystem files, TimeProvider clock)
{
    /// <summary>The purpose of a copy of manifests.</summary>
    public const string Manifests = "kubeadm-backup-manifests";

    /// <summary>The purpose of a copy of etcd's data.</summary>
    public const string Etcd = "kubeadm-backup-etcd";

    /// <summary>The purpose of manifests that are about to be put in place.</summary>
    public const string UpgradedManifests = "kubeadm-upgraded-manifests";

    /// <summary>The purpose of a copy of the kubelet's configuration.</summary>
    public const string KubeletConfiguration = "kubeadm-kubelet-config";

    /// <summary>The purpose of a copy of the kubelet's flags.</summary>
    public const string KubeletFlags = "kubeadm-kubelet-env";

    /// <summary>Creates a folder that outlives the run: <c>kubeadm-backup-etcd-2026-11-29-02-45-35</c>. One that is there already, of the same second, stays apart.</summary>
    /// <returns>Its path.</returns>
    public string CreateKept(string purpose)
    {
        var time = clock.GetLocalNow().ToString("yyyy-MM-dd-HH-mm-ss", CultureInfo.InvariantCulture);
        var path = $"{KubernetesPaths.TemporaryDirectory}/{purpose}-{time}";
        for (var number = 2; files.Stat(path) is not null; number++)
        {
            path = string.Create(CultureInfo.InvariantCulture, $"{KubernetesPaths.TemporaryDirectory}/{purpose}-{time}-{number}");
        }

        files.CreateDirectory(path, NodeFileModes.PrivateDirectory);
        return path;
    }

    /// <summary>Creates a folder for what lives no longer than the run.</summary>
    /// <returns>Its path.</returns>
    public string CreatePassing(string purpose)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{KubernetesPaths.TemporaryDirectory}/{purpose}{RandomNumberGenerator.GetInt32(1_000_000_000, int.MaxValue)}");
        files.CreateDirectory(path, NodeFileModes.PrivateDirectory);
        return path;
    }
}
