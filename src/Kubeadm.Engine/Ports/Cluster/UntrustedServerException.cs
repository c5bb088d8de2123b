using System.Security.Authentication;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>Why an API server's certificate is not trusted, which the platform does not say.</summary>
/// <param name="message">What is wrong with it, to follow "is not trusted:".</param>
/// <param name="ended">When it ended, where that is what is wrong.</param>
internal sealed class UntrustedServerException(string message, DateTimeOffset? ended = null) : AuthenticationException(message)
{
    /// <summary>When it ended, where that is what is wrong.</summary>
    public DateTimeOffset? Ended { get; } = ended;
}
