using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Addons;

/// <summary>
/// What kubeadms of earlier minors wrote into an addon's workload where this one writes something else. It is no person's and makes way
/// for the new default. A minor that changes a default adds the one before it here.
/// </summary>
internal sealed record FormerDefaults
{
    private const string Critical = """{"key":"CriticalAddonsOnly","operator":"Exists"}""";
    private const string Master = """{"key":"node-role.kubernetes.io/master","effect":"NoSchedule"}""";
    private const string ControlPlane = """{"key":"node-role.kubernetes.io/control-plane","effect":"NoSchedule"}""";
    private const string BetaLinux = """{"beta.kubernetes.io/os":"linux"}""";

    /// <summary>Of the Deployment of CoreDNS: the control plane's taint by its former name, alone and beside the present one; the former label of operating systems.</summary>
    public static FormerDefaults CoreDns { get; } = new()
    {
        Tolerations = [JsonNode.Parse($"[{Critical},{Master}]")!, JsonNode.Parse($"[{Critical},{Master},{ControlPlane}]")!],
        NodeSelectors = [JsonNode.Parse(BetaLinux)!],
    };

    /// <summary>Of the DaemonSet of kube-proxy: a toleration beside the one of everything; the former label of operating systems.</summary>
    public static FormerDefaults KubeProxy { get; } = new()
    {
        Tolerations = [JsonNode.Parse($$"""[{{Critical}},{"operator":"Exists"}]""")!],
        NodeSelectors = [JsonNode.Parse(BetaLinux)!],
    };

    /// <summary>Lists of tolerations.</summary>
    public IReadOnlyList<JsonNode> Tolerations { get; init; } = [];

    /// <summary>Node selectors.</summary>
    public IReadOnlyList<JsonNode> NodeSelectors { get; init; } = [];

    /// <summary>Resources of the container.</summary>
    public IReadOnlyList<JsonNode> Resources { get; init; } = [];
}
