using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>The API server.</summary>
public sealed class ApiServer : ControlPlaneComponent
{
    /// <summary>More names and addresses for its certificate.</summary>
    [ApiField("certSANs")]
    public List<string> CertSans { get; set; } = [];
}
