using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>An etcd member on the node.</summary>
public sealed class LocalEtcd : ImageMeta
{
    /// <summary>Its data folder.</summary>
    [ApiField("dataDir", OmitEmpty = false)]
    public string DataDir { get; set; } = "";

    /// <summary>More arguments.</summary>
    [ApiField("extraArgs")]
    public List<Arg> ExtraArgs { get; set; } = [];

    /// <summary>Variables of the environment.</summary>
    [ApiField("extraEnvs")]
    public List<EnvVar> ExtraEnvs { get; set; } = [];

    /// <summary>More names and addresses for its serving certificate.</summary>
    [ApiField("serverCertSANs")]
    public List<string> ServerCertSans { get; set; } = [];

    /// <summary>More names and addresses for its peer certificate.</summary>
    [ApiField("peerCertSANs")]
    public List<string> PeerCertSans { get; set; } = [];
}
