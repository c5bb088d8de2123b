namespace Kubeadm.Engine.Health;

/// <summary>Makes clients that ask components of this machine for their health.</summary>
internal static class LocalHealthClient
{
    /// <summary>A client without a time limit and a proxy, which takes any certificate: many components sign for themselves.</summary>
    public static HttpClient Create()
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
#pragma warning disable CA5359 // The answer is not secret and decides nothing but the wait.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
