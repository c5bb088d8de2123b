namespace Kubeadm;

/// <summary>Something that keeps a certificate from being used.</summary>
/// <param name="Message">What it is.</param>
/// <param name="Remedy">What a person can do about it.</param>
public sealed record CertificateProblem(string Message, string Remedy)
{
    /// <inheritdoc/>
    public override string ToString() => Message;
}
