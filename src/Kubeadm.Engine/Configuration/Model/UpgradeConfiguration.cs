using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>What concerns upgrades.</summary>
[ApiDocument("kubeadm.k8s.io/v1beta4", "UpgradeConfiguration")]
public sealed class UpgradeConfiguration
{
    /// <summary>Of <c>upgrade apply</c>.</summary>
    [ApiField("apply")]
    public UpgradeApplyConfiguration Apply { get; set; } = new();

    /// <summary>Of <c>upgrade diff</c>.</summary>
    [ApiField("diff")]
    public UpgradeDiffConfiguration Diff { get; set; } = new();

    /// <summary>Of <c>upgrade node</c>.</summary>
    [ApiField("node")]
    public UpgradeNodeConfiguration Node { get; set; } = new();

    /// <summary>Of <c>upgrade plan</c>.</summary>
    [ApiField("plan")]
    public UpgradePlanConfiguration Plan { get; set; } = new();

    /// <summary>Time limits.</summary>
    [ApiField("timeouts")]
    public Timeouts? Timeouts { get; set; }
}

/// <summary>Of <c>upgrade apply</c>; null means kubeadm's default.</summary>
public sealed class UpgradeApplyConfiguration
{
    /// <summary>The target version.</summary>
    [ApiField("kubernetesVersion")]
    public string KubernetesVersion { get; set; } = "";

    /// <summary>Whether alpha and beta versions may be targets.</summary>
    [ApiField("allowExperimentalUpgrades")]
    public bool? AllowExperimentalUpgrades { get; set; }

    /// <summary>Whether release candidates may be targets.</summary>
    [ApiField("allowRCUpgrades")]
    public bool? AllowRcUpgrades { get; set; }

    /// <summary>Whether certificates are renewed.</summary>
    [ApiField("certificateRenewal")]
    public bool? CertificateRenewal { get; set; }

    /// <summary>Whether to do everything but the doing.</summary>
    [ApiField("dryRun")]
    public bool? DryRun { get; set; }

    /// <summary>Whether etcd is upgraded.</summary>
    [ApiField("etcdUpgrade")]
    public bool? EtcdUpgrade { get; set; }

    /// <summary>Whether to go on where rules say no.</summary>
    [ApiField("forceUpgrade")]
    public bool? ForceUpgrade { get; set; }

    /// <summary>Preflight checks whose errors are warnings.</summary>
    [ApiField("ignorePreflightErrors")]
    public List<string> IgnorePreflightErrors { get; set; } = [];

    /// <summary>Where patches are.</summary>
    [ApiField("patches")]
    public PatchesOptions? Patches { get; set; }

    /// <summary>Whether the configuration is printed.</summary>
    [ApiField("printConfig")]
    public bool? PrintConfig { get; set; }

    /// <summary>Phases to leave out.</summary>
    [ApiField("skipPhases")]
    public List<string> SkipPhases { get; set; } = [];

    /// <summary><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>.</summary>
    [ApiField("imagePullPolicy")]
    public string ImagePullPolicy { get; set; } = "";

    /// <summary>Whether images are pulled one after the other.</summary>
    [ApiField("imagePullSerial")]
    public bool? ImagePullSerial { get; set; }
}

/// <summary>Of <c>upgrade diff</c>.</summary>
public sealed class UpgradeDiffConfiguration
{
    /// <summary>The target version.</summary>
    [ApiField("kubernetesVersion")]
    public string KubernetesVersion { get; set; } = "";

    /// <summary>Lines around each difference.</summary>
    [ApiField("contextLines")]
    public int ContextLines { get; set; }
}

/// <summary>Of <c>upgrade node</c>; null means kubeadm's default.</summary>
public sealed class UpgradeNodeConfiguration
{
    /// <summary>Whether certificates are renewed.</summary>
    [ApiField("certificateRenewal")]
    public bool? CertificateRenewal { get; set; }

    /// <summary>Whether to do everything but the doing.</summary>
    [ApiField("dryRun")]
    public bool? DryRun { get; set; }

    /// <summary>Whether etcd is upgraded.</summary>
    [ApiField("etcdUpgrade")]
    public bool? EtcdUpgrade { get; set; }

    /// <summary>Preflight checks whose errors are warnings.</summary>
    [ApiField("ignorePreflightErrors")]
    public List<string> IgnorePreflightErrors { get; set; } = [];

    /// <summary>Phases to leave out.</summary>
    [ApiField("skipPhases")]
    public List<string> SkipPhases { get; set; } = [];

    /// <summary>Where patches are.</summary>
    [ApiField("patches")]
    public PatchesOptions? Patches { get; set; }

    /// <summary><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>.</summary>
    [ApiField("imagePullPolicy")]
    public string ImagePullPolicy { get; set; } = "";

    /// <summary>Whether images are pulled one after the other.</summary>
    [ApiField("imagePullSerial")]
    public bool? ImagePullSerial { get; set; }
}

/// <summary>Of <c>upgrade plan</c>; null means kubeadm's default.</summary>
public sealed class UpgradePlanConfiguration
{
    /// <summary>The target version.</summary>
    [ApiField("kubernetesVersion")]
    public string KubernetesVersion { get; set; } = "";

    /// <summary>Whether alpha and beta versions may be targets.</summary>
    [ApiField("allowExperimentalUpgrades")]
    public bool? AllowExperimentalUpgrades { get; set; }

    /// <summary>Whether release candidates may be targets.</summary>
    [ApiField("allowRCUpgrades")]
    public bool? AllowRcUpgrades { get; set; }

    /// <summary>Whether to do everything but the doing.</summary>
    [ApiField("dryRun")]
    public bool? DryRun { get; set; }

    /// <summary>Whether etcd is upgraded.</summary>
    [ApiField("etcdUpgrade")]
    public bool? EtcdUpgrade { get; set; }

    /// <summary>Preflight checks whose errors are warnings.</summary>
    [ApiField("ignorePreflightErrors")]
    public List<string> IgnorePreflightErrors { get; set; } = [];

    /// <summary>Whether the configuration is printed.</summary>
    [ApiField("printConfig")]
    public bool? PrintConfig { get; set; }
}
