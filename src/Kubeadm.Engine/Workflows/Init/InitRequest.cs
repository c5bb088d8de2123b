using Kubeadm.Engine.Configuration;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>What a person asked of <c>init</c>. Null means not given.</summary>
public sealed record InitRequest
{
    /// <summary>The text of the configuration file, or null.</summary>
    public string? Configuration { get; init; }

    /// <summary>Where <see cref="Configuration"/> came from, for messages; relative patch folders are not resolved by it.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>Flags that stand for fields of the configuration.</summary>
    public InitFlags Flags { get; init; } = new();

    /// <summary>Whether to do everything but the doing; also on when the configuration says so.</summary>
    public bool DryRun { get; init; }

    /// <summary>The folder for a dry run's output; null means a new temporary one.</summary>
    public string? DryRunPath { get; init; }

    /// <summary>Preflight checks whose errors are warnings, beside those of the configuration.</summary>
    public IReadOnlyList<string> IgnorePreflightErrors { get; init; } = [];

    /// <summary>Phases to leave out; when empty, those of the configuration.</summary>
    public IReadOnlyList<string> SkipPhases { get; init; } = [];

    /// <summary>Phases to run, with their children; when empty, all.</summary>
    public IReadOnlyList<string> Phases { get; init; } = [];

    /// <summary>The folder of patches; takes the place of the configuration's.</summary>
    public string? PatchesDirectory { get; init; }

    /// <summary>Whether control-plane certificates are uploaded.</summary>
    public bool UploadCerts { get; init; }

    /// <summary>Whether the token is kept out of what is printed.</summary>
    public bool SkipTokenPrint { get; init; }

    /// <summary>Whether the certificate key is kept out of what is printed.</summary>
    public bool SkipCertificateKeyPrint { get; init; }

    /// <summary>The kubeconfig that phases use; null means the administrator's.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The folder that kubeconfig files are written to; null means Kubernetes' folder.</summary>
    public string? KubeconfigDirectory { get; init; }
}
