using System.Text;
using System.Text.RegularExpressions;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Cleanup;

/// <summary>
/// Recognizes the folder that a link leads to in the place of one of Kubernetes' own, by what is in it: people move such a folder to
/// another disk, but a link may also lead to a folder of theirs.
/// </summary>
internal sealed partial class LinkedFolder(INodeFileSystem files)
{
    /// <summary>What kubeadm and kubelets of 1.36 keep in the kubelet's folder, and what administrators put there for it: credentials of registries, seccomp profiles.</summary>
    private static readonly HashSet<string> OfKubelet = new(StringComparer.Ordinal)
    {
        "config.yaml", "instance-config.yaml", "kubeadm-flags.env", "pki", "pods", "plugins", "plugins_registry", "plugin-containers",
        "device-plugins", "pod-resources", "checkpoints", "image_manager", "cpu_manager_state", "memory_manager_state",
        "dra_manager_state", "actuated_pods_state", "allocated_pods_state", "pod_status_manager_state", "kubelet.sock",
        "kubeconfig", "bootstrap-kubeconfig", "config.json", ".dockercfg", "seccomp",
    };

    private static readonly string[] ManifestSuffixes = [".yaml", ".yml", ".json"];

    /// <summary>Something in the folder that Kubernetes does not keep in the one in whose place it is; null where there is nothing else.</summary>
    /// <param name="path">Kubernetes' folder.</param>
    /// <param name="real">The folder that its link leads to.</param>
    public string? WhatElseIsIn(string path, string real) =>
        files.List(real).FirstOrDefault(name => !Belongs(path, $"{real.TrimEnd('/')}/{name}", name));

    private bool Belongs(string path, string file, string name) => path switch
    {
        KubernetesPaths.KubeletDirectory => OfKubelet.Contains(name) || OfKubelet.Any(known => TemporaryName.IsOf(known, name)),
        KubernetesPaths.ManifestsDirectory => ManifestSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal)) && IsPod(file),
        KubernetesPaths.TemporaryDirectory => name.StartsWith("kubeadm-", StringComparison.Ordinal),
        _ => false,
    };

    private bool IsPod(string file) =>
        files.Stat(file)?.Kind == NodeFileKind.File && PodKind().IsMatch(Encoding.UTF8.GetString(files.ReadAllBytes(file)));

    [GeneratedRegex("""(?:^|[{,])\s*"?kind"?\s*:\s*["']?Pod["']?\s*(?:[,}#]|$)""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PodKind();
}
