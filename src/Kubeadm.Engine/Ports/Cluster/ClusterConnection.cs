using System.Text;
using k8s;
using k8s.Exceptions;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>Connects to clusters. Nothing is sent before the first request, and no secret is written anywhere.</summary>
public static class ClusterConnection
{
    /// <summary>Makes a client from a kubeconfig's text.</summary>
    /// <param name="kubeconfig">The text; its current context decides. Certificates and keys may be in it or be paths of files.</param>
    /// <param name="options">How to connect; null means as the kubeconfig says.</param>
    /// <exception cref="KubeadmException"><c>InvalidKubeconfig</c>: it cannot be read, or a file that it names cannot.</exception>
    public static IKubernetes Connect(string kubeconfig, ConnectOptions? options = null)
    {
        options ??= new ConnectOptions();
        try
        {
            var configuration = Read(kubeconfig, options);
            var proxy = new EnvironmentProxy(options.EnvironmentVariable ?? Environment.GetEnvironmentVariable);
            SocketsHttpHandler? transport = null;
            configuration.FirstMessageHandlerSetup = handler =>
            {
                transport = handler;
                handler.Proxy = proxy;
                handler.ConnectTimeout = TimeSpan.FromSeconds(10);
            };
            var client = new Kubernetes(configuration, [.. options.Handlers]);

            // The client puts its own check in place as the last thing it does.
            if (transport is not null && configuration is { SkipTlsVerify: false, SslCaCerts: { Count: > 0 } authorities })
            {
                transport.SslOptions.RemoteCertificateValidationCallback = new ServerTrust(authorities).Validate;
            }

            return client;
        }
        catch (Exception error) when (error is KubeConfigException or YamlDotNet.Core.YamlException or IOException
            or UnauthorizedAccessException or FormatException or System.Security.Cryptography.CryptographicException)
        {
            throw new KubeadmException("InvalidKubeconfig", $"the kubeconfig cannot be used: {error.Message}", error)
            {
                Kind = KubeadmErrorKind.InvalidInput,
                Remedy = "Check its current context, the cluster's server and certificate authority, and the user's client certificate and key.",
            };
        }
    }

    private static KubernetesClientConfiguration Read(string kubeconfig, ConnectOptions options)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(kubeconfig));
        var document = KubernetesClientConfiguration.LoadKubeConfig(stream);
        if (document is not null)
        {
            CredentialPlugins.Resolve(document);
        }

        var server = options.ServerOverride?.AbsoluteUri.TrimEnd('/');
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigObject(document, masterUrl: server);
        configuration.HttpClientTimeout = options.RequestTimeout;
        return configuration;
    }
}
