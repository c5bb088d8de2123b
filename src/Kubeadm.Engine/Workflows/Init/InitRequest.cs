using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>What a person asked of <c>init</c>. Null means not given.</summary>
public sealed record InitRequest : NodeRequest
{
    /// <summary>Flags that stand for fields of the configuration.</summary>
    public InitFlags Flags { get; init; } = new();

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
