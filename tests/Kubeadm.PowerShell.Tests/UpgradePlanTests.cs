using System.Management.Automation;
using System.Text.Json.Nodes;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Plans of upgrades as people and programs see them, over an API server on loopback. Its nodes are cordoned, so that no Job is made.</summary>
[Collection(ModuleSuite.Name)]
public sealed class UpgradePlanTests : IDisposable
{
    private const string Cluster = "apiVersion: kubeadm.k8s.io/v1beta4\netcd: {local: {dataDir: /var/lib/etcd}}\nkind: ClusterConfiguration\nkubernetesVersion: v1.35.6\n";
    private const string Kubelet = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nmaxPods: 50\n";
    private const string KubeProxy = "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n";

    private readonly ModuleSession _session;
    private readonly ObjectServer _server = new();

    public UpgradePlanTests(ModuleSession session)
    {
        _session = session;
        _server.AddConfigMap("kubeadm-config", "ClusterConfiguration", Cluster);
        _server.AddConfigMap("kubelet-config", "kubelet", Kubelet);
        _server.AddConfigMap("kube-proxy", "config.conf", KubeProxy);
        AddPods("v1.35.6");
        AddList("/api/v1/nodes", "v1", "Node", Node("cp1", "v1.35.6"), Node("w1", "v1.35.6"));
        AddList("/apis/apps/v1/namespaces/kube-system/deployments", "apps/v1", "Deployment", Workload("coredns", "coredns/coredns:v1.13.1"));
        _server.Add("/apis/apps/v1/namespaces/kube-system/deployments/coredns", Workload("coredns", "coredns/coredns:v1.13.1", "Deployment"));
        _server.Add("/apis/apps/v1/namespaces/kube-system/daemonsets/kube-proxy", Workload("kube-proxy", "kube-proxy:v1.35.6", "DaemonSet"));
    }

    public void Dispose() => _server.Dispose();

    [Fact]
    public void A_plan_is_an_object_with_the_next_step_as_a_command()
    {
        var outcome = Plan("");

        var plan = outcome.Single;
        Assert.Equal("v1.36.3", plan.Properties["TargetVersion"].Value);
        Assert.Equal("Invoke-KubeUpgrade -Version v1.36.3", plan.Properties["NextStep"].Value);
        Assert.Equal(8, ((IEnumerable<object>)plan.Properties["Components"].Value).Count());
        Assert.Contains(outcome.Warnings, warning => warning.Contains("CreateJob", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("v1.36.4", "Update-Module Kubeadm # to the release of v1.36.4")]
    [InlineData("v1.36.0-rc.1 -AllowReleaseCandidateUpgrades", "Invoke-KubeUpgrade -Version v1.36.0-rc.1 -AllowReleaseCandidateUpgrades")]
    [InlineData("v1.36.0-beta.1 -AllowExperimentalUpgrades", "Invoke-KubeUpgrade -Version v1.36.0-beta.1 -AllowExperimentalUpgrades")]
    public void The_next_step_fits_the_target(string arguments, string step) => Assert.Equal(step, Plan("", arguments).Value("NextStep"));

    [Fact]
    public void Etcd_is_left_out_where_it_is_switched_off() =>
        Assert.Equal("", _session.Run("(Get-KubeUpgradePlan v1.36.3 -EtcdUpgrade:$false -Kubeconfig $args[0] -IgnorePreflightError all).Components.Where({ $_.Name -eq 'etcd' }) -join ''", _server.Kubeconfig).ThrowIfFailed().Single.BaseObject);

    [Theory]
    [InlineData("ConvertTo-Json | ConvertFrom-Json")]
    [InlineData("ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) }")]
    public void What_matters_survives_a_way_through_text(string way)
    {
        var plan = Plan(" | " + way).Single;

        Assert.Equal(("v1.36.3", "kubelet", "w1"), (Text(plan, "TargetVersion"), Text(At(plan, "Components", 1), "Name"), Text(At(plan, "Components", 1), "Node")));
        var drift = At(plan, "Drift", 0);
        Assert.Equal(("configmaps/kube-system/kubelet-config", "Kept"), (Text(drift, "Path"), Text(drift, "Outcome")));
        Assert.Contains("+maxPods: 50", Text(drift, "Text"), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_differences_survive_remoting()
    {
        var plan = Plan(" | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) }").Single;

        Assert.Contains("\n+maxPods: 50\n", Text(At(plan, "Drift", 0), "Text"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Can be applied *: True", "Next step *: Invoke-KubeUpgrade -Version v1.36.3")]
    [InlineData(".Components", "kubelet +cp1 +v1.35.6 +v1.36.3 +True", "CoreDNS +v1.13.1 +v1.14.2 +False")]
    [InlineData(".Drift", "Kept +1 +0 configmaps/kube-system/kubelet-config", "Outcome")]
    public void Views_fit_a_screen(string part, params string[] expected)
    {
        var text = HostProcess.Run("-Command", $"(Get-KubeUpgradePlan v1.36.3 -Kubeconfig '{_server.Kubeconfig}' -IgnorePreflightError all -WarningAction SilentlyContinue){part}").Output;

        Assert.All(expected, pattern => Assert.Matches(pattern, text));
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public void A_check_that_fails_is_an_error_with_its_name()
    {
        var error = Assert.Single(_session.Run("Get-KubeUpgradePlan v1.36.3 -Kubeconfig $args[0] -IgnorePreflightError IsPrivilegedUser", _server.Kubeconfig).Errors);

        Assert.Equal("PreflightFailed,Kubeadm.PowerShell.Commands.GetKubeUpgradePlanCommand", error.FullyQualifiedErrorId);
        Assert.Contains("[StaticPodManifest]", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_that_is_too_old_is_told_the_steps()
    {
        _server.AddConfigMap("kubeadm-config", "ClusterConfiguration", Cluster.Replace("1.35.6", "1.34.1", StringComparison.Ordinal));

        var error = Assert.Single(_session.Run("Get-KubeUpgradePlan -Kubeconfig $args[0] -IgnorePreflightError all", _server.Kubeconfig).Errors);

        Assert.StartsWith("ClusterTooOld,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("to v1.35.6 or a newer v1.35 with kubeadm v1.35", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_needs_the_manifests_of_a_control_plane()
    {
        var error = Assert.Single(_session.Run("Compare-KubeUpgrade v1.36.3 -Kubeconfig $args[0]", _server.Kubeconfig).Errors);

        Assert.Equal(("ManifestNotFound,Kubeadm.PowerShell.Commands.CompareKubeUpgradeCommand", ErrorCategory.ObjectNotFound), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
    }

    [Fact]
    public void Kubeadms_document_is_all_there_is_on_standard_output()
    {
        var outcome = HostProcess.Run(Line("-o", "json"));

        Assert.Equal(0, outcome.ExitCode);
        var document = JsonNode.Parse(outcome.Output)!;
        Assert.Equal(("UpgradePlan", "output.kubeadm.k8s.io/v1alpha3"), ((string?)document["kind"], (string?)document["apiVersion"]));
        var upgrade = Assert.Single(document["availableUpgrades"]!.AsArray())!;
        Assert.Equal("version in the v1.35 series", (string?)upgrade["description"]);
        Assert.Equal(
            ["kubelet", "kubelet", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy", "CoreDNS", "kubeadm", "etcd"],
            upgrade["components"]!.AsArray().Select(component => (string?)component!["name"]));
        Assert.Equal("""{"name":"kube-proxy","currentVersion":"1.35.6","newVersion":"v1.36.3"}""", upgrade["components"]![5]!.ToJsonString());
        Assert.Equal(
            """{"group":"kubelet.config.k8s.io","currentVersion":"v1beta1","preferredVersion":"v1beta1","manualUpgradeRequired":false}""",
            document["configVersions"]![1]!.ToJsonString());
        Assert.StartsWith("apiVersion: output.kubeadm.k8s.io/v1alpha3\navailableUpgrades:\n- components:\n", HostProcess.Run(Line("-o", "yaml")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_has_kubeadms_tables_and_the_command()
    {
        var output = HostProcess.Run(Line("--print-config")).Output;

        Assert.Contains("\nCOMPONENT   NODE      CURRENT   TARGET\nkubelet     cp1       v1.35.6   v1.36.3\n", output, StringComparison.Ordinal);
        Assert.Contains("\nkube-proxy                          1.35.6    v1.36.3\nCoreDNS                             v1.13.1   v1.14.2\n", output, StringComparison.Ordinal);
        Assert.Contains("\n\tkubeadm upgrade apply v1.36.3\n", output, StringComparison.Ordinal);
        Assert.Contains("\n\tkind: ClusterConfiguration\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Latest version in the v1.35 series: v1.36.3", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_nothing_newer_no_document_is_printed()
    {
        AddPods("v1.36.3");

        var outcome = HostProcess.Run(Line("-o", "json"));

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Output));
    }

    [Theory]
    [InlineData("can not mix '--config' with arguments [etcd-upgrade]", "plan", "--etcd-upgrade=false")]
    [InlineData("can not mix '--config' with arguments [context-lines]", "diff", "-c", "1")]
    [InlineData("accepts at most 1 arg(s)", "plan", "v1.36.3", "v1.36.2")]
    [InlineData("no UpgradeConfiguration", "plan")]
    public void Command_lines_that_kubeadm_refuses_are_refused(string expected, params string[] words)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("cluster.yaml", "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n");

        var outcome = HostProcess.Run(["upgrade", .. words, "--config", file, "--kubeconfig", _server.Kubeconfig]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
    }

    private string[] Line(params string[] more) => ["upgrade", "plan", "v1.36.3", "--kubeconfig", _server.Kubeconfig, "--ignore-preflight-errors", "all", .. more];

    private RunOutcome Plan(string rest, string arguments = "v1.36.3") =>
        _session.Run($"Get-KubeUpgradePlan {arguments} -Kubeconfig $args[0] -IgnorePreflightError all{rest}", _server.Kubeconfig).ThrowIfFailed();

    private static string Text(PSObject value, string name) => value.Properties[name].Value?.ToString() ?? "";

    private static PSObject At(PSObject value, string name, int index) => Items(value, name).ElementAt(index);

    private static IEnumerable<PSObject> Items(PSObject value, string name)
    {
        var list = value.Properties[name].Value;
        return ((System.Collections.IEnumerable)(list is PSObject wrapped ? wrapped.BaseObject : list)).Cast<object>().Select(PSObject.AsPSObject);
    }

    private void AddPods(string version) => AddList(
        "/api/v1/namespaces/kube-system/pods", "v1", "Pod",
        [.. new[] { "kube-apiserver", "kube-controller-manager", "kube-scheduler" }.Select(component => Pod(component, version)), Pod("etcd", "3.6.6-0")]);

    private void AddList(string path, string apiVersion, string kind, params JsonObject[] items) =>
        _server.Add(path, new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind + "List", ["metadata"] = new JsonObject(), ["items"] = new JsonArray([.. items]) });

    private static JsonObject Pod(string component, string tag) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = component + "-cp1", ["labels"] = new JsonObject { ["component"] = component, ["tier"] = "control-plane" } },
        ["spec"] = new JsonObject { ["nodeName"] = "cp1", ["containers"] = new JsonArray(new JsonObject { ["name"] = component, ["image"] = $"registry.k8s.io/{component}:{tag}" }) },
    };

    private static JsonObject Node(string name, string kubelet) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject { ["unschedulable"] = true },
        ["status"] = new JsonObject { ["nodeInfo"] = new JsonObject { ["kubeletVersion"] = kubelet } },
    };

    private static JsonObject Workload(string name, string image, string? kind = null)
    {
        var workload = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "kube-system" },
            ["spec"] = new JsonObject
            {
                ["template"] = new JsonObject { ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = name, ["image"] = "registry.k8s.io/" + image }) } },
            },
        };
        if (kind is not null)
        {
            workload["apiVersion"] = "apps/v1";
            workload["kind"] = kind;
        }

        return workload;
    }
}
