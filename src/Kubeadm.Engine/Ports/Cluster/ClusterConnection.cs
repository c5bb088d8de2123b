using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using Kubeadm.Engine.Ports.Http;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>Connects to clusters. Nothing is sent before the first request, and no secret is written anywhere.</summary>
/// <remarks>
/// Each answer has a limit of time (<see cref="ConnectOptions.RequestTimeout"/>) and of size; a watch has none after its headers.
/// An answer that is no object of the kind asked for is refused (<see cref="ApiErrors.AnswerInvalid"/>).
/// A kubeconfig's <c>proxy-url</c> takes the place of the environment's proxies.
/// </remarks>
public static class ClusterConnection
{
    /// <summary>Creates a client from a kubeconfig's text.</summary>
    /// <param name="kubeconfig">The text; its current context decides. Certificates and keys may be in it or be paths of files.</param>
    /// <param name="options">How to connect; null means as the kubeconfig says.</param>
    /// <exception cref="KubeadmException">
    /// <c>InvalidKubeconfig</c>: it cannot be read, or a file that it names cannot; <c>InvalidProxy</c>: the proxy that it or the
    /// environment names is none; <c>CredentialPluginFailed</c>, <c>ProgramTimedOut</c>: the user's program gave no credential.
    /// </exception>
    public static IKubernetes Connect(string kubeconfig, ConnectOptions? options = null) => Open(kubeconfig, options ?? new ConnectOptions());

    /// <summary>Creates a client for questions about one API server's health.</summary>
    /// <inheritdoc cref="Connect"/>
    public static IApiServerHealth ConnectHealth(string kubeconfig, ConnectOptions? options = null) =>
        new ApiServerHealth(Open(kubeconfig, options ?? new ConnectOptions()));

    private static Kubernetes Open(string kubeconfig, ConnectOptions options)
    {
        var root = Parse(kubeconfig) as JsonObject ?? throw ConnectionErrors.NoKubeconfig("it is empty, or its first document is no map");
        if (root["kind"] is { } kind && !(kind is JsonValue value && value.TryGetValue<string>(out var name) && name is "Config" or ""))
        {
            throw ConnectionErrors.NoKubeconfig("its kind is not Config");
        }

        try
        {
            var configuration = Read(root, options);
            var server = new Uri(configuration.Host);
            var proxy = FindProxy(root, server, options);
            SocketsHttpHandler? transport = null;
            configuration.FirstMessageHandlerSetup = handler => transport = HttpTransport.Configure(handler, proxy);
            var limits = new LimitingHandler(request => ApiAnswerLimits.Of(request, server, options.RequestTimeout));
            var client = new Kubernetes(configuration, [limits, new ExpiredCredentialHandler(configuration, TimeProvider.System), .. options.Handlers]);

            // The client puts its own check in place as the last thing it does.
            if (transport is not null && configuration is { SkipTlsVerify: false, SslCaCerts: { Count: > 0 } authorities })
            {
                transport.SslOptions.RemoteCertificateValidationCallback = new ServerTrust(authorities).Validate;
            }

            return client;
        }
        catch (Exception error) when (error is not (OutOfMemoryException or KubeadmException or OperationCanceledException))
        {
            throw ConnectionErrors.UnusableKubeconfig(error);
        }
    }

    private static JsonNode? Parse(string kubeconfig)
    {
        try
        {
            return KubeYaml.ReadDocuments(kubeconfig) is [{ Root: { } root }, ..] ? root : null;
        }
        catch (KubeadmException error)
        {
            throw ConnectionErrors.UnusableKubeconfig(error);
        }
    }

    private static KubernetesClientConfiguration Read(JsonNode? root, ConnectOptions options)
    {
        // The client's own reader of YAML follows aliases without end, so it is given the text with none.
        var plain = KubeYaml.Write(root);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(plain));
        var document = KubernetesClientConfiguration.LoadKubeConfig(stream);
        document.Clusters ??= [];
        document.Contexts ??= [];
        document.Users ??= [];
        CredentialPlugins.Resolve(document, options.CancellationToken);
        var server = options.ServerOverride?.AbsoluteUri.TrimEnd('/');
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigObject(document, masterUrl: server);

        // The client's own limit ends with the headers, and tells a person nothing.
        configuration.HttpClientTimeout = Timeout.InfiniteTimeSpan;
        return configuration;
    }

    private static IWebProxy FindProxy(JsonNode? root, Uri server, ConnectOptions options)
    {
        if (KubeconfigProxyUrl.Find(root) is { } url)
        {
            return new KubeconfigProxy(url);
        }

        var proxy = new EnvironmentProxy(options.EnvironmentVariable ?? Environment.GetEnvironmentVariable);
        _ = proxy.GetProxy(server);
        return proxy;
    }
}
