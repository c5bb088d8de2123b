using System.Collections;
using System.Management.Automation;

namespace Kubeadm.PowerShell;

/// <summary>Accepts hashtables, <c>@{ PublicKeysECDSA = $true }</c>, where features are wanted as text, <c>PublicKeysECDSA=true</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FeatureGateTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var items = SecretTransformationAttribute.Bare(inputData) is object[] list ? list : [inputData];
        return items.Any(item => SecretTransformationAttribute.Bare(item) is IDictionary) ? items.SelectMany(Texts).ToArray() : inputData;
    }

    private static IEnumerable<object?> Texts(object? item) => SecretTransformationAttribute.Bare(item) is IDictionary gates
        ? gates.Keys.Cast<object>().Select(name => $"{name}={TextOf(gates[name])}")
        : [item];

    private static string? TextOf(object? value) => SecretTransformationAttribute.Bare(value) switch
    {
        bool or SwitchParameter => LanguagePrimitives.IsTrue(value) ? "true" : "false",
        var other => other?.ToString(),
    };
}
