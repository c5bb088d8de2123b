using System.Text.Json.Nodes;
using Kubeadm.Engine.Upgrades.Planning;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Host.CommandLine;

/// <summary>What kubeadm's commands about an upgrade to come print.</summary>
internal static class KubeadmUpgradeOutput
{
    private const string Tool = "kubeadm";
    private const string Separator = "_____________________________________________________________________\n";

    private static readonly string[] Columns = ["COMPONENT", "NODE", "CURRENT", "TARGET"];

    /// <summary>The plan, as tables or as one document; what stands in the way goes to standard error.</summary>
    public static int Plan(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        var plans = results.Cast<KubeUpgradePlan>().ToList();
        var upgrades = plans.Where(plan => plan.IsUpgrade).ToList();
        var isDocument = line.Last(KubeadmFlags.Output) is "json" or "yaml";
        if (upgrades.Count == 0 && !isDocument)
        {
            streams.Output.WriteLine("There is no newer version that the control plane could be upgraded to.");
        }
        else if (isDocument && upgrades.Count > 0)
        {
            KubeadmOutput.PrintAll(line, streams, [Document(upgrades)]);
        }
        else if (!isDocument)
        {
            upgrades.ForEach(upgrade => PrintUpgrade(upgrade, streams.Output));
            PrintConfigs(upgrades[0].ComponentConfigs, streams.Output);
        }

        PrintConcerns(plans, streams.Error);
        return Application.Success;
    }

    /// <summary>The differences of the manifests that kubeadm compares, in a fixed order.</summary>
    public static int Differences(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        foreach (var difference in results.Cast<FileDifference>().Where(difference => !difference.Path.EndsWith($"/{ComponentNames.Etcd}.yaml", StringComparison.Ordinal)))
        {
            streams.Output.Write(difference.Text);
        }

        return Application.Success;
    }

    private static JsonObject Document(List<KubeUpgradePlan> upgrades)
    {
        var document = KubeadmOutput.NewDocument("UpgradePlan");
        document["availableUpgrades"] = new JsonArray([.. upgrades.Select(upgrade => new JsonObject
        {
            ["description"] = DescriptionOfKubeadm(upgrade),
            ["components"] = new JsonArray([.. Rows(upgrade).Select(Component)]),
        })]);
        if (upgrades[0].ComponentConfigs.Count > 0)
        {
            document["configVersions"] = new JsonArray([.. upgrades[0].ComponentConfigs.Select(Config)]);
        }

        return document;
    }

    /// <summary>kubeadm takes a version that the release server did not name for one of the cluster's series; programs may go by the words.</summary>
    private static string DescriptionOfKubeadm(KubeUpgradePlan plan) =>
        plan.Source == UpgradeTarget.ReleaseServer ? plan.Description : $"version in the v{KubernetesVersion.Parse(plan.ClusterVersion).Series} series";

    /// <summary>The components in kubeadm's order, with the tool itself before etcd.</summary>
    private static IEnumerable<KubeUpgradeComponent> Rows(KubeUpgradePlan plan)
    {
        var tool = new KubeUpgradeComponent { Name = Tool, Current = plan.ToolVersion, Target = plan.RequiredToolVersion };
        var etcd = plan.Components.Where(component => component.Name == ComponentNames.Etcd).ToList();
        return plan.Components.Except(etcd).Append(tool).Concat(etcd);
    }

    private static JsonNode Component(KubeUpgradeComponent component)
    {
        var row = new JsonObject { ["name"] = component.Name, ["currentVersion"] = CurrentOf(component), ["newVersion"] = component.Target };
        if (component.Node is { Length: > 0 } node)
        {
            row["nodeName"] = node;
        }

        return row;
    }

    /// <summary>kubeadm writes the one version that it has from the cluster's own without the leading letter.</summary>
    private static string CurrentOf(KubeUpgradeComponent component) => component.Name == ComponentNames.KubeProxy ? component.Current.TrimStart('v') : component.Current;

    private static JsonNode Config(KubeComponentConfig config) => new JsonObject
    {
        ["group"] = config.Group,
        ["currentVersion"] = VersionOf(config),
        ["preferredVersion"] = config.PreferredVersion,
        ["manualUpgradeRequired"] = config.ManualUpgradeRequired,
    };

    private static string VersionOf(KubeComponentConfig config) => config.IsRegenerated ? "" : config.CurrentVersion ?? "";

    private static void PrintUpgrade(KubeUpgradePlan plan, TextWriter output)
    {
        output.WriteLine("Components that must be upgraded manually after you have upgraded the control plane with 'kubeadm upgrade apply':");
        KubeadmTable.Write(output, [Columns, .. plan.Components.Where(component => component.IsManual).Select(Row)]);
        output.WriteLine();
        output.WriteLine(plan.Source == UpgradeTarget.ReleaseServer ? $"Upgrade to the latest {plan.Description}:" : $"Upgrade to {plan.TargetVersion}:");
        output.WriteLine();
        KubeadmTable.Write(output, [Columns, .. plan.Components.Where(component => !component.IsManual).Select(Row)]);
        output.WriteLine();
        output.WriteLine("You can now apply the upgrade by executing the following command:");
        output.WriteLine();
        output.WriteLine($"\tkubeadm upgrade apply {plan.TargetVersion}{(plan.IsReleaseCandidate ? " --allow-release-candidate-upgrades" : plan.IsPreview ? " --allow-experimental-upgrades" : "")}");
        output.WriteLine();
        if (plan.ToolVersion != plan.RequiredToolVersion)
        {
            output.WriteLine($"Note: Before you can perform this upgrade, you have to update kubeadm to {plan.RequiredToolVersion}.");
            output.WriteLine();
        }

        output.WriteLine(Separator);
    }

    private static string[] Row(KubeUpgradeComponent component) => [component.Name, component.Node ?? "", CurrentOf(component), component.Target];

    private static void PrintConfigs(IReadOnlyList<KubeComponentConfig> configs, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("How the configurations of components stand: where \"MANUAL UPGRADE REQUIRED\" says yes, bring the configuration");
        output.WriteLine("to the preferred version, or reset it to kubeadm's defaults, before the upgrade.");
        output.WriteLine();
        var rows = configs.Select(config => new[] { config.Group, VersionOf(config) is { Length: > 0 } version ? version : "-", config.PreferredVersion, config.ManualUpgradeRequired ? "yes" : "no" });
        KubeadmTable.Write(output, [["API GROUP", "CURRENT VERSION", "PREFERRED VERSION", "MANUAL UPGRADE REQUIRED"], .. rows]);
        output.WriteLine(Separator);
    }

    private static void PrintConcerns(List<KubeUpgradePlan> plans, TextWriter error)
    {
        var concerns = plans.SelectMany(plan => plan.Problems.Select(problem => $"an upgrade to {plan.TargetVersion} would be refused: {problem}"))
            .Concat(plans[0].Drift.Where(drift => drift.Outcome == UpgradeDrift.Lost).Select(drift => $"{drift.Path} is not as the cluster's configuration has it, and an upgrade takes lines away:\n{drift.Text.TrimEnd()}"))
            .Concat(plans[0].UnhealthyEtcd.Select(endpoint => $"etcd at {endpoint}").Except(plans[0].Problems))
            .Concat(plans[0].NodesBehind.Select(node => $"the kubelet of {node.Node} is at {node.Version}, behind the cluster"))
            .Concat(plans[0].ExpiringCertificates.Select(certificate => $"the certificate {certificate.Name} ends in {certificate.DaysLeft} days"));
        foreach (var concern in concerns)
        {
            error.WriteLine($"WARNING: {concern}");
        }
    }
}
