using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>What controller manager, scheduler and API server have in common.</summary>
public class ControlPlaneComponent
{
    /// <summary>More arguments; one that has the name of a default takes its place.</summary>
    [ApiField("extraArgs")]
    public List<Arg> ExtraArgs { get; set; } = [];

    /// <summary>More volumes of the host.</summary>
    [ApiField("extraVolumes")]
    public List<HostPathMount> ExtraVolumes { get; set; } = [];

    /// <summary>Variables of the environment.</summary>
    [ApiField("extraEnvs")]
    public List<EnvVar> ExtraEnvs { get; set; } = [];
}
