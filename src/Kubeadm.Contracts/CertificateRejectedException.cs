namespace Kubeadm;

/// <summary>A signed certificate does not go with its request. Carries everything that is wrong with it.</summary>
public sealed class CertificateRejectedException : KubeadmException
{
    /// <summary>Creates the error.</summary>
    /// <param name="path">The file of the signed certificate.</param>
    /// <param name="name">The certificate's name.</param>
    /// <param name="problems">What is wrong with it; at least one.</param>
    public CertificateRejectedException(string path, string name, IReadOnlyList<CertificateProblem> problems)
        : base("CertificateRejected", $"{path} is refused as {name}: {string.Join("; ", problems)}")
    {
        Problems = problems;
        Kind = KubeadmErrorKind.InvalidInput;
        Target = path;
        Remedy = string.Join(" ", problems.Select(problem => problem.Remedy).Distinct());
    }

    /// <summary>What is wrong with it, in the order of the checks.</summary>
    public IReadOnlyList<CertificateProblem> Problems { get; }
}
