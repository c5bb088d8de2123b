using k8s.Models;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Addons;

/// <summary>kube-proxy on every node.</summary>
public static class KubeProxyAddon
{
    private const string Directory = "/var/lib/kube-proxy";
    private const string LockFile = "/run/xtables.lock";
    private const string ModulesDirectory = "/lib/modules";
    private const string Name = ClusterNames.KubeProxy;

    /// <summary>Applies the addon.</summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="settings">What the addon depends on.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException">Those of requests.</exception>
    public static Task<IReadOnlyList<Change>> EnsureAsync(ApiObjects objects, KubeProxySettings settings, CancellationToken cancellationToken) =>
        EnsureAsync(objects, settings, DaemonSet(settings), cancellationToken);

    /// <summary>
    /// Applies the addon to a cluster that has it. Resources, tolerations, node selector, labels and annotations that people gave the
    /// DaemonSet are kept. Where neither its ConfigMap nor its DaemonSet is there it is not deployed: somebody does without it.
    /// </summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="settings">What the addon depends on.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException">Those of requests.</exception>
    public static async Task<AddonUpgrade> UpgradeAsync(ApiObjects objects, KubeProxySettings settings, CancellationToken cancellationToken)
    {
        var (state, deployed) = await LookAsync(objects, cancellationToken);
        if (!state.IsThere)
        {
            return new AddonUpgrade([])
            {
                Absence = $"the cluster has neither a DaemonSet nor a ConfigMap {ClusterNamespaces.System}/{Name}: kube-proxy was removed or never deployed, and an upgrade does not bring it back",
            };
        }

        var (wanted, kept) = deployed is null ? (DaemonSet(settings), []) : DaemonSet(settings, deployed);
        return new AddonUpgrade(await EnsureAsync(objects, settings, wanted, cancellationToken)) { Kept = kept };
    }

    /// <summary>Finds what a cluster has of the addon.</summary>
    /// <exception cref="KubeadmException">Those of requests.</exception>
    public static async Task<AddonState> FindAsync(ApiObjects objects, CancellationToken cancellationToken) => (await LookAsync(objects, cancellationToken)).State;

    private static async Task<(AddonState State, V1DaemonSet? Deployed)> LookAsync(ApiObjects objects, CancellationToken cancellationToken)
    {
        var deployed = await objects.FindAsync<V1DaemonSet>(ClusterNamespaces.System, Name, cancellationToken);
        var map = await objects.FindAsync<V1ConfigMap>(ClusterNamespaces.System, Name, cancellationToken);
        return (new AddonState(deployed is not null, map is not null), deployed);
    }

    private static async Task<IReadOnlyList<Change>> EnsureAsync(
        ApiObjects objects, KubeProxySettings settings, V1DaemonSet daemonSet, CancellationToken cancellationToken) =>
    [
        await objects.EnsureAsync(ConfigMap(settings), EnsureMode.CreateOrUpdate, cancellationToken),
        await objects.EnsureAsync(daemonSet, EnsureMode.CreateOrUpdate, cancellationToken),
        await objects.EnsureAsync(ServiceAccount(), EnsureMode.CreateOrUpdate, cancellationToken),
        await objects.EnsureAsync(
            Rights.BindCluster("kubeadm:node-proxier", "system:node-proxier", Rights.ServiceAccount(ClusterNamespaces.System, Name)),
            EnsureMode.CreateOrUpdate,
            cancellationToken),
        await objects.EnsureAsync(
            Rights.ReadOne(ClusterNamespaces.System, Name, "configmaps", Name), EnsureMode.CreateOrUpdate, cancellationToken),
        await objects.EnsureAsync(
            Rights.Bind(ClusterNamespaces.System, Name, Rights.Group(ClusterNames.BootstrapTokenGroup)),
            EnsureMode.CreateOrUpdate,
            cancellationToken),
    ];

    private static V1ConfigMap ConfigMap(KubeProxySettings settings)
    {
        var map = ConfigMaps.Of(
            ClusterNamespaces.System,
            Name,
            (ClusterNames.KubeProxyConfigKey, settings.Configuration.TrimEnd('\n')),
            ("kubeconfig.conf", Kubeconfig(settings.ControlPlaneEndpoint)));
        map.Metadata.Labels = new Dictionary<string, string> { ["app"] = Name };
        if (!settings.IsUserSupplied)
        {
            ConfigMaps.Sign(map);
        }

        return map;
    }

    // The order of the keys and the missing newline at the end are part of the content that the signature is over.
    private static string Kubeconfig(string server) => string.Join(
        '\n',
        "apiVersion: v1",
        "kind: Config",
        "clusters:",
        "- cluster:",
        "    certificate-authority: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
        $"    server: {server}",
        "  name: default",
        "contexts:",
        "- context:",
        "    cluster: default",
        "    namespace: default",
        "    user: default",
        "  name: default",
        "current-context: default",
        "users:",
        "- name: default",
        "  user:",
        "    tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token");

    private static V1ServiceAccount ServiceAccount() => new()
    {
        Metadata = new V1ObjectMeta { Name = Name, NamespaceProperty = ClusterNamespaces.System },
    };

    private static V1DaemonSet DaemonSet(KubeProxySettings settings) => new()
    {
        Metadata = new V1ObjectMeta { Name = Name, NamespaceProperty = ClusterNamespaces.System, Labels = Labels() },
        Spec = new V1DaemonSetSpec
        {
            Selector = new V1LabelSelector { MatchLabels = Labels() },
            UpdateStrategy = new V1DaemonSetUpdateStrategy { Type = "RollingUpdate" },
            Template = new V1PodTemplateSpec
            {
                Metadata = new V1ObjectMeta { Labels = Labels() },
                Spec = new V1PodSpec
                {
                    PriorityClassName = "system-node-critical",
                    Containers = [Container(settings)],
                    HostNetwork = true,
                    ServiceAccountName = Name,
                    Volumes =
                    [
                        new V1Volume { Name = Name, ConfigMap = new V1ConfigMapVolumeSource { Name = Name } },
                        new V1Volume { Name = "xtables-lock", HostPath = new V1HostPathVolumeSource { Path = LockFile, Type = "FileOrCreate" } },
                        new V1Volume { Name = "lib-modules", HostPath = new V1HostPathVolumeSource { Path = ModulesDirectory } },
                    ],
                    Tolerations = [new V1Toleration { OperatorProperty = "Exists" }],
                    NodeSelector = new Dictionary<string, string> { ["kubernetes.io/os"] = "linux" },
                },
            },
        },
        Status = new V1DaemonSetStatus(),
    };

    private static (V1DaemonSet DaemonSet, IReadOnlyList<string> Kept) DaemonSet(KubeProxySettings settings, V1DaemonSet deployed)
    {
        var wanted = ApiJson.Of(DaemonSet(settings));
        var kept = new KeptCustoms(Name, FormerDefaults.KubeProxy).Keep(wanted, ApiJson.Of(deployed));
        return (ApiJson.To<V1DaemonSet>(wanted), kept);
    }

    private static Dictionary<string, string> Labels() => new() { ["k8s-app"] = Name };

    private static V1Container Container(KubeProxySettings settings) => new()
    {
        Name = Name,
        Image = settings.Image,
        ImagePullPolicy = "IfNotPresent",
        Command = ["/usr/local/bin/kube-proxy", $"--config={Directory}/{ClusterNames.KubeProxyConfigKey}", "--hostname-override=$(NODE_NAME)"],
        Resources = new V1ResourceRequirements(),
        SecurityContext = new V1SecurityContext { Privileged = true },
        VolumeMounts =
        [
            new V1VolumeMount { Name = Name, MountPath = Directory },
            new V1VolumeMount { Name = "xtables-lock", MountPath = LockFile },
            new V1VolumeMount { Name = "lib-modules", MountPath = ModulesDirectory, ReadOnlyProperty = true },
        ],
        Env =
        [
            new V1EnvVar { Name = "NODE_NAME", ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = "spec.nodeName" } } },
            .. settings.ProxyVariables
                .OrderBy(variable => variable.Key, StringComparer.Ordinal)
                .Select(variable => new V1EnvVar { Name = variable.Key, Value = variable.Value }),
        ],
    };
}
