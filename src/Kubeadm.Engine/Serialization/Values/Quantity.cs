using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Serialization.Values;

/// <summary>An amount as Kubernetes writes it (<c>100m</c>, <c>1Gi</c>), kept in its canonical text form.</summary>
/// <param name="Text">The canonical form.</param>
public readonly record struct Quantity(string Text)
{
    /// <summary>Nothing.</summary>
    public static Quantity Zero { get; } = new("0");

    /// <summary>
    /// Reads an amount: a number with up to nine decimal places and a suffix of the decimal (<c>n u m k M G T P E</c>),
    /// binary (<c>Ki Mi Gi Ti Pi Ei</c>) or exponent (<c>e3</c>) kind, which the canonical form keeps
    /// (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/).
    /// </summary>
    public static bool TryParse(string? text, out Quantity quantity)
    {
        var canonical = QuantityFormat.Canonicalize(text ?? "");
        quantity = canonical is null ? Zero : new(canonical);
        return canonical is not null;
    }

    /// <summary>Reads an amount; see <see cref="TryParse"/>.</summary>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: the text is no amount.</exception>
    public static Quantity Parse(string text) => TryParse(text, out var quantity)
        ? quantity
        : throw new KubeadmException(ErrorIds.InvalidConfiguration, $"'{text}' is not a quantity such as 100m or 1Gi")
        {
            Kind = KubeadmErrorKind.InvalidInput,
        };

    /// <inheritdoc/>
    public override string ToString() => Text ?? "0";
}
