using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Components;

/// <summary>How callers of the kubelet's API are told apart.</summary>
public sealed class KubeletAuthentication
{
    /// <summary>By client certificate.</summary>
    [ApiField("x509", OmitEmpty = false)]
    public KubeletX509Authentication X509 { get; set; } = new();

    /// <summary>By bearer token, which the API server is asked about.</summary>
    [ApiField("webhook", OmitEmpty = false)]
    public KubeletWebhookAuthentication Webhook { get; set; } = new();

    /// <summary>Callers without any.</summary>
    [ApiField("anonymous", OmitEmpty = false)]
    public KubeletAnonymousAuthentication Anonymous { get; set; } = new();
}

/// <summary>Authentication by client certificate.</summary>
public sealed class KubeletX509Authentication
{
    /// <summary>The file of the CA that signs clients' certificates.</summary>
    [ApiField("clientCAFile")]
    public string ClientCaFile { get; set; } = "";
}

/// <summary>Authentication by bearer token.</summary>
public sealed class KubeletWebhookAuthentication
{
    /// <summary>Whether tokens are taken.</summary>
    [ApiField("enabled")]
    public bool? Enabled { get; set; }

    /// <summary>How long an answer is kept.</summary>
    [ApiField("cacheTTL")]
    public TimeSpan CacheTtl { get; set; }
}

/// <summary>Callers that show nothing.</summary>
public sealed class KubeletAnonymousAuthentication
{
    /// <summary>Whether they are let in, as <c>system:anonymous</c>.</summary>
    [ApiField("enabled")]
    public bool? Enabled { get; set; }
}

/// <summary>What callers of the kubelet's API may do.</summary>
public sealed class KubeletAuthorization
{
    /// <summary><c>AlwaysAllow</c> or <c>Webhook</c>.</summary>
    [ApiField("mode")]
    public string Mode { get; set; } = "";

    /// <summary>How the API server is asked.</summary>
    [ApiField("webhook", OmitEmpty = false)]
    public KubeletWebhookAuthorization Webhook { get; set; } = new();
}

/// <summary>How the API server is asked what a caller may do.</summary>
public sealed class KubeletWebhookAuthorization
{
    /// <summary>How long a yes is kept.</summary>
    [ApiField("cacheAuthorizedTTL")]
    public TimeSpan CacheAuthorizedTtl { get; set; }

    /// <summary>How long a no is kept.</summary>
    [ApiField("cacheUnauthorizedTTL")]
    public TimeSpan CacheUnauthorizedTtl { get; set; }
}
