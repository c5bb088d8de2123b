using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Components;

/// <summary>A node's taint (core/v1).</summary>
public sealed class Taint
{
    /// <summary>The key.</summary>
    [ApiField("key", OmitEmpty = false)]
    public string Key { get; set; } = "";

    /// <summary>The value.</summary>
    [ApiField("value")]
    public string Value { get; set; } = "";

    /// <summary><c>NoSchedule</c>, <c>PreferNoSchedule</c> or <c>NoExecute</c>.</summary>
    [ApiField("effect", OmitEmpty = false)]
    public string Effect { get; set; } = "";

    /// <summary>When a NoExecute taint was added.</summary>
    [ApiField("timeAdded")]
    public DateTimeOffset? TimeAdded { get; set; }
}
