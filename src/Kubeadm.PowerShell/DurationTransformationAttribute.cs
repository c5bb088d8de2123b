using System.Management.Automation;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.PowerShell;

/// <summary>Accepts durations as kubeadm writes them, <c>24h0m0s</c>, or in days, <c>30d</c>, where a TimeSpan is wanted.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is string text && DurationText.TryParse(text, out var duration) ? duration : value;
    }
}
