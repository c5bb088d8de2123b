namespace Kubeadm;

/// <summary>A patch that cannot be read or applied. Its error id is <c>InvalidPatch</c>.</summary>
public sealed class PatchException : KubeadmException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong, with the path in the document where it is known.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public PatchException(string message, Exception? inner = null)
        : base("InvalidPatch", message, inner)
    {
        Kind = KubeadmErrorKind.InvalidInput;
    }
}
