using System.Text;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Preflight.SystemVerification;

/// <summary>Checks a node's control groups.</summary>
internal sealed class CgroupVerification(INode node, Findings findings)
{
    private const string ControllersFile = "cgroup.controllers";
    private const string FreezeFile = "cgroup.freeze";

    private static readonly char[] Blanks = [' ', '\t', '\n'];

    /// <summary>Notes whether all needed controllers are there, and what version 1 means for this kubelet.</summary>
    public void Verify(CgroupMount? mount, KubernetesVersion kubelet)
    {
        if (mount is null)
        {
            findings.Fail("control groups are not mounted");
            return;
        }

        var isV2 = mount.IsV2;
        var found = isV2 ? V2Controllers(mount.Path) : V1Controllers();
        if (found is null)
        {
            findings.Fail($"the controllers of control groups are not known: {(isV2 ? $"{mount.Path}/{ControllersFile}" : "/proc/cgroups")} is missing");
            return;
        }

        var missing = Missing(isV2 ? SystemRequirements.CgroupsV2 : SystemRequirements.CgroupsV1, found);
        var lacking = Missing(isV2 ? SystemRequirements.CgroupsV2Optional : SystemRequirements.CgroupsV1Optional, found);
        if (missing.Count > 0)
        {
            findings.Fail($"control groups lack {string.Join(", ", missing)}");
        }

        if (lacking.Count > 0)
        {
            findings.Warn($"control groups lack {string.Join(", ", lacking)}, which are not strictly needed");
        }

        if (!isV2)
        {
            JudgeVersion1(kubelet, missing.Count > 0);
        }
    }

    private void JudgeVersion1(KubernetesVersion kubelet, bool hasOtherErrors)
    {
        var message = "cgroups v1 are deprecated and will no longer be supported; move to cgroups v2. A kubelet from "
            + $"{KubernetesMilestones.CgroupV1Refused.Series} on runs "
            + "with v1 only where its configuration sets failCgroupV1 to false and this check is ignored "
            + "(https://git.k8s.io/enhancements/keps/sig-node/5573-remove-cgroup-v1)";
        if (kubelet < KubernetesMilestones.CgroupV1Refused)
        {
            findings.Warn(message);
        }
        else if (!hasOtherErrors)
        {
            findings.Fail(message);
        }
    }

    private List<string> Missing(string[] wanted, HashSet<string> found)
    {
        foreach (var controller in wanted)
        {
            findings.Note($"CGROUPS_{controller.ToUpperInvariant()}: {(found.Contains(controller) ? "enabled" : "missing")}");
        }

        return [.. wanted.Where(controller => !found.Contains(controller))];
    }

    private HashSet<string>? V1Controllers() =>
        ReadText("/proc/cgroups")?.Split('\n')
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length >= 4 && fields[3] != "0")
            .Select(fields => fields[0])
            .ToHashSet(StringComparer.Ordinal);

    // Devices (an eBPF program since Linux 4.15) and freezer are part of the core and not listed.
    private HashSet<string>? V2Controllers(string mount)
    {
        if (ReadText($"{mount}/{ControllersFile}") is not { } listed)
        {
            return null;
        }

        var found = listed.Split(Blanks, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        found.Add("devices");
        if (CanFreeze(mount))
        {
            found.Add("freezer");
        }

        return found;
    }

    // Every group but the root has the file where the kernel can freeze, so any group will tell.
    private bool CanFreeze(string mount) =>
        node.Files.List(mount).Any(group => node.Files.FileExists($"{mount}/{group}/{FreezeFile}")) || node.Files.FileExists($"{mount}/{FreezeFile}");

    private string? ReadText(string path) => node.Files.FileExists(path) ? Encoding.UTF8.GetString(node.Files.ReadAllBytes(path)) : null;
}
