using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Preflight;

/// <summary>The errors of asking for checks and of what checks need to know; what a check finds is a <see cref="PreflightException"/>.</summary>
internal static class PreflightErrors
{
    /// <summary>Single checks are ignored beside all of them.</summary>
    public static KubeadmException SinglesBesideAll(IEnumerable<string> names) => new(
        ErrorIds.InvalidConfiguration,
        $"ignore-preflight-errors: \"{string.Join(',', names.Order(StringComparer.Ordinal))}\": single checks stand beside \"all\"")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = "ignore-preflight-errors",
        Remedy = "Name either single checks or \"all\".",
    };

    public static KubeadmException KubeletNotFound() => KubeletUnknown("kubelet is not on the search path");

    public static KubeadmException KubeletFailed(int exitCode) => KubeletUnknown($"\"kubelet --version\" ended with exit code {exitCode}");

    public static KubeadmException KubeletSaid(string answer) => KubeletUnknown($"\"kubelet --version\" said \"{answer}\"");

    private static KubeadmException KubeletUnknown(string cause) => new("KubeletNotFound", $"the kubelet's version is not known: {cause}")
    {
        Kind = KubeadmErrorKind.NotFound,
        Remedy = "Install the kubelet and make sure it is on the search path.",
    };
}
