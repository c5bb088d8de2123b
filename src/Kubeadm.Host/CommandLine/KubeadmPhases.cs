using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Engine.Workflows.Join;
using Kubeadm.Engine.Workflows.Reset;

namespace Kubeadm.Host.CommandLine;

/// <summary>The commands <c>kubeadm WORKFLOW phase …</c>, each with its flags.</summary>
internal static class KubeadmPhases
{
    private const string Certificate = "cert-dir config dry-run kubernetes-version";
    private const string ServingCertificate =
        "apiserver-advertise-address apiserver-cert-extra-sans cert-dir config control-plane-endpoint dry-run kubernetes-version service-cidr service-dns-domain";

    private const string KubeconfigFile =
        "apiserver-advertise-address apiserver-bind-port cert-dir config control-plane-endpoint dry-run kubeconfig-dir kubernetes-version";

    private const string UploadConfig = "config cri-socket dry-run kubeconfig";

    private const string Discovery =
        "discovery-file discovery-token discovery-token-ca-cert-hash discovery-token-unsafe-skip-ca-verification tls-bootstrap-token token";

    private static readonly (string Path, string Flags)[] Init =
    [
        ("preflight", "config cri-socket dry-run ignore-preflight-errors image-repository"),
        ("certs all", ServingCertificate),
        ("certs ca", Certificate),
        ("certs apiserver", ServingCertificate),
        ("certs apiserver-kubelet-client", Certificate),
        ("certs front-proxy-ca", Certificate),
        ("certs front-proxy-client", Certificate),
        ("certs etcd-ca", Certificate),
        ("certs etcd-server", Certificate),
        ("certs etcd-peer", Certificate),
        ("certs etcd-healthcheck-client", Certificate),
        ("certs apiserver-etcd-client", Certificate),
        ("certs sa", Certificate),
        ("kubeconfig all", KubeconfigFile + " node-name"),
        ("kubeconfig admin", KubeconfigFile),
        ("kubeconfig super-admin", KubeconfigFile),
        ("kubeconfig kubelet", KubeconfigFile + " node-name"),
        ("kubeconfig controller-manager", KubeconfigFile),
        ("kubeconfig scheduler", KubeconfigFile),
        ("etcd local", "cert-dir config dry-run image-repository patches"),
        ("control-plane all", "apiserver-advertise-address apiserver-bind-port cert-dir config control-plane-endpoint dry-run feature-gates image-repository kubernetes-version patches pod-network-cidr service-cidr"),
        ("control-plane apiserver", "apiserver-advertise-address apiserver-bind-port cert-dir config control-plane-endpoint dry-run feature-gates image-repository kubernetes-version patches service-cidr"),
        ("control-plane controller-manager", "cert-dir config dry-run image-repository kubernetes-version patches pod-network-cidr"),
        ("control-plane scheduler", "cert-dir config dry-run image-repository kubernetes-version patches"),
        ("kubelet-start", "config cri-socket dry-run image-repository node-name patches"),
        ("wait-control-plane", ""),
        ("upload-config all", UploadConfig),
        ("upload-config kubeadm", UploadConfig),
        ("upload-config kubelet", UploadConfig),
        ("upload-certs", "certificate-key config dry-run kubeconfig skip-certificate-key-print upload-certs"),
        ("mark-control-plane", "config dry-run node-name"),
        ("bootstrap-token", "config dry-run kubeconfig skip-token-print"),
        ("kubelet-finalize all", "cert-dir config dry-run"),
        ("kubelet-finalize enable-client-cert-rotation", "cert-dir config dry-run"),
        ("addon all", "apiserver-advertise-address apiserver-bind-port config control-plane-endpoint dry-run feature-gates image-repository kubeconfig kubernetes-version pod-network-cidr service-cidr service-dns-domain"),
        ("addon coredns", "config dry-run feature-gates image-repository kubeconfig kubernetes-version print-manifest service-cidr service-dns-domain"),
        ("addon kube-proxy", "apiserver-advertise-address apiserver-bind-port config control-plane-endpoint dry-run image-repository kubeconfig kubernetes-version pod-network-cidr print-manifest"),
        ("show-join-command", ""),
    ];

    private static readonly (string Path, string Flags)[] Join =
    [
        ("preflight", $"apiserver-advertise-address apiserver-bind-port certificate-key config control-plane cri-socket {Discovery} dry-run ignore-preflight-errors node-name"),
        ("control-plane-prepare all", $"apiserver-advertise-address apiserver-bind-port certificate-key config control-plane {Discovery} dry-run node-name patches"),
        ("control-plane-prepare download-certs", $"certificate-key config control-plane {Discovery} dry-run"),
        ("control-plane-prepare certs", $"apiserver-advertise-address config control-plane {Discovery} dry-run node-name"),
        ("control-plane-prepare kubeconfig", $"certificate-key config control-plane {Discovery} dry-run"),
        ("control-plane-prepare control-plane", "apiserver-advertise-address apiserver-bind-port config control-plane dry-run patches"),
        ("kubelet-start", $"config cri-socket {Discovery} dry-run node-name patches"),
        ("etcd-join", "apiserver-advertise-address config control-plane dry-run node-name patches"),
        ("kubelet-wait-bootstrap", "config cri-socket dry-run"),
        ("control-plane-join all", "apiserver-advertise-address config control-plane dry-run node-name patches"),
        ("control-plane-join mark-control-plane", "config control-plane dry-run node-name"),
        ("wait-control-plane", ""),
    ];

    private static readonly (string Path, string Flags)[] Reset =
    [
        ("preflight", "dry-run force ignore-preflight-errors"),
        ("remove-etcd-member", "allow-directory dry-run kubeconfig"),
        ("cleanup-node", "allow-directory cert-dir cleanup-tmp-dir cri-socket dry-run"),
    ];

    private static readonly (string Path, string Flags)[] UpgradeApply =
    [
        ("preflight", "allow-experimental-upgrades allow-release-candidate-upgrades config dry-run force ignore-preflight-errors kubeconfig yes"),
        ("control-plane", "certificate-renewal config dry-run etcd-upgrade kubeconfig patches"),
        ("upload-config all", "config dry-run kubeconfig"),
        ("upload-config kubeadm", "config dry-run kubeconfig"),
        ("upload-config kubelet", "config dry-run kubeconfig"),
        ("kubelet-config", "config dry-run kubeconfig patches"),
        ("bootstrap-token", "config dry-run kubeconfig"),
        ("addon all", "config dry-run kubeconfig patches"),
        ("addon coredns", "config dry-run kubeconfig patches"),
        ("addon kube-proxy", "config dry-run kubeconfig"),
        ("post-upgrade", "config dry-run kubeconfig"),
    ];

    private static readonly (string Path, string Flags)[] UpgradeNode =
    [
        ("preflight", "config ignore-preflight-errors"),
        ("control-plane", "certificate-renewal config dry-run etcd-upgrade kubeconfig patches"),
        ("kubelet-config", "config dry-run kubeconfig patches"),
        ("addon all", "config dry-run kubeconfig patches"),
        ("addon coredns", "config dry-run kubeconfig patches"),
        ("addon kube-proxy", "config dry-run kubeconfig"),
        ("post-upgrade", "config dry-run kubeconfig"),
    ];

    /// <summary>The commands whose phase of checks asks a person.</summary>
    private static readonly string[] Asking = ["reset", "upgrade apply"];

    /// <summary>The version that a cluster is upgraded to.</summary>
    public static KubeadmArguments Version { get; } = new("Version", "[version]", 1);

    /// <summary>The address of the cluster that is joined.</summary>
    public static KubeadmArguments Endpoint { get; } = new("ApiServerEndpoint", "[api-server-endpoint]", 1);

    /// <summary>The commands of all workflows.</summary>
    public static IEnumerable<KubeadmEntry> Entries() => 
    [
        .. Of("init", "Init", Init),
        .. Of("join", "Join", Join).Select(entry => entry with { Arguments = Endpoint }),
        .. Of("reset", "Reset", Reset),
        .. Of("upgrade apply", "UpgradeApply", UpgradeApply).Select(entry => entry with { Arguments = Version, NotWithConfig = KubeadmUpgrades.NotWithConfig, Unasked = KubeadmUpgrades.IsUnasked }),
        .. Of("upgrade node", "UpgradeNode", UpgradeNode).Select(entry => entry with { NotWithConfig = KubeadmUpgrades.NotWithConfig }),
    ];

    /// <summary>Other words for the same phases, each with the phase's own name.</summary>
    public static IEnumerable<(string Alias, string Name)> Aliases() =>
        from phase in new[] { InitWorkflow.Describe(), JoinWorkflow.Describe(), ResetWorkflow.Describe() }.SelectMany(phases => phases)
        from alias in phase.Aliases
        select (alias, phase.Name.Split('/')[^1]);

    /// <summary>One command a phase; <c>all</c> stands for the group.</summary>
    /// <param name="command">kubeadm's word for the workflow.</param>
    /// <param name="workflow">The cmdlets' word for it.</param>
    /// <param name="table">The phases' paths and the names of the flags that each takes.</param>
    private static IEnumerable<KubeadmEntry> Of(string command, string workflow, (string Path, string Flags)[] table) => table.Select(row =>
    {
        var words = row.Path.Split(' ');
        var phase = words[^1] == "all" ? words[0] : string.Join('/', words);
        var flags = row.Flags.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var asks = phase == "preflight" && Asking.Contains(command);
        return new KubeadmEntry($"{command} phase {row.Path}", "Invoke-KubeadmPhase", $"Run the phase {phase} of {command}.", flags)
        {
            Fixed = [("Workflow", workflow), ("Phase", new[] { phase })],
            Asks = asks,
            Print = asks ? KubeadmOutput.Consented : KubeadmOutput.Manifests,
        };
    });
}
