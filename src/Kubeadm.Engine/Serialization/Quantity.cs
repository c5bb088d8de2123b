namespace Kubeadm.Engine.Serialization;

/// <summary>An amount as Kubernetes writes it (<c>100m</c>, <c>1Gi</c>), kept in its canonical text form.</summary>
/// <param name="Text">The canonical form.</param>
public readonly record struct Quantity(string Text)
{
    /// <summary>Nothing.</summary>
    public static Quantity Zero { get; } = new("0");

    /// <inheritdoc/>
    public override string ToString() => Text ?? "0";
}
