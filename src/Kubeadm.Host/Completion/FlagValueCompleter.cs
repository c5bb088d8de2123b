using Kubeadm.Engine.Versions;
using Kubeadm.Host.CommandLine;
using Kubeadm.PowerShell;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.Host.Completion;

/// <summary>Completes the value of one of kubeadm's flags.</summary>
internal static class FlagValueCompleter
{
    private static readonly string[] Truths = ["true", "false"];
    private static readonly string[] FileFlags = ["cert-dir", "config", "cri-socket", "discovery-file", "kubeconfig", "kubeconfig-dir", "new-config", "old-config", "patches", "allow-directory"];

    private static readonly Dictionary<string, string> Workflows = new(StringComparer.Ordinal)
    {
        ["init"] = WorkflowName.Init, ["join"] = WorkflowName.Join, ["reset"] = WorkflowName.Reset,
        ["upgrade apply"] = WorkflowName.UpgradeApply, ["upgrade node"] = WorkflowName.UpgradeNode,
    };

    /// <summary>Finds the values that a flag can have.</summary>
    /// <param name="entry">The command.</param>
    /// <param name="flag">The flag.</param>
    /// <param name="typed">The value as far as it is typed; of a list the elements that are there stay.</param>
    /// <param name="prefix">What stands before the value in its word.</param>
    /// <returns>The words; null where any file will do.</returns>
    public static IEnumerable<Candidate>? Complete(KubeadmEntry entry, KubeadmFlag flag, string typed, string prefix)
    {
        if (FileFlags.Contains(flag.Name))
        {
            return null;
        }

        var there = flag.Kind is FlagKind.List or FlagKind.Pairs ? typed[..(typed.LastIndexOf(',') + 1)] : "";
        return ValuesOf(entry, flag).Select(value => value with { Text = prefix + there + value.Text });
    }

    private static IEnumerable<Candidate> ValuesOf(KubeadmEntry entry, KubeadmFlag flag) => flag switch
    {
        { Choices: { } choices } => choices.Select(choice => new Candidate(choice)),
        { Kind: FlagKind.Switch } => Truths.Select(truth => new Candidate(truth)),
        { Name: KubeadmFlags.Output } => KubeadmOutput.FormatsOf(entry).Where(format => format.Length > 0).Select(format => new Candidate(format)),
        { Name: "skip-phases" } when Workflows.TryGetValue(entry.Path, out var workflow) =>
            WorkflowCatalog.Describe(workflow).Select(phase => new Candidate(phase.Name, phase.Description)),
        { Name: "ignore-preflight-errors" } => CheckNameCompleter.Known.Prepend("all").Select(check => new Candidate(check)),
        { Name: "kubernetes-version" } => VersionCompleter.Known().Select(version => new Candidate(version.Text, version.Description)),
        { Name: "feature-gates" } => FeatureGates.All.Values.SelectMany(gate => Truths.Select(truth => new Candidate($"{gate.Name}={truth}"))),
        _ => [],
    };
}
