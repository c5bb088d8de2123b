using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>A path of the host, mounted into a static Pod.</summary>
public sealed class HostPathMount
{
    /// <summary>The volume's name.</summary>
    [ApiField("name", OmitEmpty = false)]
    public string Name { get; set; } = "";

    /// <summary>The path on the host.</summary>
    [ApiField("hostPath", OmitEmpty = false)]
    public string HostPath { get; set; } = "";

    /// <summary>The path in the container.</summary>
    [ApiField("mountPath", OmitEmpty = false)]
    public string MountPath { get; set; } = "";

    /// <summary>Whether it is read-only.</summary>
    [ApiField("readOnly")]
    public bool ReadOnly { get; set; }

    /// <summary>What must be there: <c>DirectoryOrCreate</c>, <c>Directory</c>, <c>FileOrCreate</c>, <c>File</c>, <c>Socket</c>, <c>CharDevice</c>, <c>BlockDevice</c> or empty.</summary>
    [ApiField("pathType")]
    public string PathType { get; set; } = "";
}
