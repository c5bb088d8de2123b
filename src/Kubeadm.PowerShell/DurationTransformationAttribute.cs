using System.Globalization;
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
        return value is string text && (GoDuration.TryParse(text, out var duration) || TryParseDays(text, out duration)) ? duration : value;
    }

    /// <summary>Reads whole days, a unit that Go does not have and lives of certificates are counted in.</summary>
    private static bool TryParseDays(string text, out TimeSpan duration)
    {
        duration = default;
        if (!text.EndsWith('d') || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            || days > TimeSpan.MaxValue.Days)
        {
            return false;
        }

        duration = new TimeSpan(days, 0, 0, 0);
        return true;
    }
}
