namespace Kubeadm.Engine.Pki;

/// <summary>The boundary of the decoders: what comes from outside may be wrong in ways that no list of exceptions covers.</summary>
internal static class OutsideContent
{
    /// <summary>Decodes something; whatever goes wrong in the decoder becomes an error of this room.</summary>
    /// <param name="decode">Decodes it. Its own <see cref="KubeadmException"/> passes as it is.</param>
    /// <param name="error">Creates the error, from the cause.</param>
    public static T Decode<T>(Func<T> decode, Func<Exception, KubeadmException> error)
    {
        try
        {
            return decode();
        }
        catch (Exception e) when (e is not (KubeadmException or OutOfMemoryException))
        {
            throw error(e);
        }
    }
}
