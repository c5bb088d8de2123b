using System.Text.RegularExpressions;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.SystemVerification;

/// <summary>Whether kernel, operating system and control groups are what a kubelet needs.</summary>
/// <param name="node">The node.</param>
/// <param name="kubelet">The kubelet whose version decides on cgroups v1.</param>
/// <param name="isUpgrade">Whether an upgrade is coming, so that the kubelet's next minor counts.</param>
public sealed class SystemVerificationCheck(INode node, KubeletProgram kubelet, bool isUpgrade)
    : NodeCheck(CheckName, "Use a supported kernel with the options and control groups that are named; prefer cgroups v2.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "SystemVerification";

    /// <inheritdoc/>
    public override async Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        var version = await kubelet.GetVersionAsync(cancellationToken);
        VerifyRelease(findings);
        if (node.System.IsWindows)
        {
            return;
        }

        var cgroups = CgroupMount.Find(node.Files);
        await VerifyKernelAsync(cgroups, findings, cancellationToken);
        new CgroupVerification(node, findings).Verify(cgroups, isUpgrade ? version.SkewedMinor(1) : version);
    }

    private void VerifyRelease(Findings findings)
    {
        var release = node.System.KernelRelease;
        findings.Note($"KERNEL_VERSION: {release}");
        var supported = node.System.IsWindows ? SystemRequirements.WindowsReleases : SystemRequirements.LinuxReleases;
        if (!Array.Exists(supported, pattern => Regex.IsMatch(release, pattern)))
        {
            findings.Warn(node.System.IsWindows
                ? $"Windows {release} is not supported; 10.0.14393 or newer is needed"
                : $"the kernel {release} is not supported: 5.4, 5.10, 5.15 and all from 6.0 on are (5.10 or newer for cgroups v2)");
        }
    }

    private async Task VerifyKernelAsync(CgroupMount? cgroups, Findings findings, CancellationToken cancellationToken)
    {
        KernelConfiguration? configuration;
        try
        {
            configuration = await KernelConfiguration.ReadAsync(node, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or KubeadmException)
        {
            findings.Fail($"the kernel's configuration cannot be read: {e.Message}");
            return;
        }

        if (configuration is null)
        {
            findings.Fail("the kernel's configuration is not known: it is neither in /proc/config.gz nor where distributions keep it");
            return;
        }

        var byCgroups = cgroups is { IsV2: true } ? SystemRequirements.RequiredWithCgroupsV2 : SystemRequirements.RequiredWithCgroupsV1;
        var missing = SystemRequirements.Required.Concat(byCgroups).Where(option => !IsOn(option, configuration, findings)).ToList();
        foreach (var option in SystemRequirements.Optional)
        {
            IsOn(option, configuration, findings);
        }

        if (missing.Count > 0)
        {
            findings.Fail($"the kernel lacks {string.Join(", ", missing.Select(option => "CONFIG_" + option.Name))}");
        }
    }

    private static bool IsOn(KernelOption option, KernelConfiguration configuration, Findings findings)
    {
        var value = configuration[option.Name] ?? (option.Alias is { } alias ? configuration[alias] : null);
        var isOn = value is 'y' or 'm';
        var state = value switch { 'y' => "enabled", 'm' => "enabled (as module)", 'n' => "disabled", _ => "not set" };
        findings.Note($"CONFIG_{option.Name}: {state}{(isOn || option.For.Length == 0 ? "" : $", needed for {option.For}")}");
        return isOn;
    }
}
