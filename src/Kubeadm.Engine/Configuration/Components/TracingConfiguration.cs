using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Components;

/// <summary>OpenTelemetry tracing, as all components configure it (component-base, tracing api v1).</summary>
public sealed class TracingConfiguration
{
    /// <summary>The collector's address; null is <c>localhost:4317</c>.</summary>
    [ApiField("endpoint", IsPointer = true)]
    public string? Endpoint { get; set; }

    /// <summary>How many spans in a million are recorded; null follows the parent span.</summary>
    [ApiField("samplingRatePerMillion")]
    public int? SamplingRatePerMillion { get; set; }
}
