using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Components;

public sealed partial class KubeletConfiguration
{
    /// <summary>The container runtime's endpoint, <c>unix:///run/containerd/containerd.sock</c>.</summary>
    [ApiField("containerRuntimeEndpoint", OmitEmpty = false)]
    public string ContainerRuntimeEndpoint { get; set; } = "";

    /// <summary>The endpoint for images, where it is another.</summary>
    [ApiField("imageServiceEndpoint")]
    public string ImageServiceEndpoint { get; set; } = "";

    /// <summary>How long calls to the runtime may take.</summary>
    [ApiField("runtimeRequestTimeout")]
    public TimeSpan RuntimeRequestTimeout { get; set; }

    /// <summary>Image pulls, per second; 0 is without limit.</summary>
    [ApiField("registryPullQPS")]
    public int? RegistryPullQps { get; set; }

    /// <summary>How many of these may come at once.</summary>
    [ApiField("registryBurst")]
    public int RegistryBurst { get; set; }

    /// <summary>Whether images are pulled one after the other.</summary>
    [ApiField("serializeImagePulls")]
    public bool? SerializeImagePulls { get; set; }

    /// <summary>How many images are pulled at once.</summary>
    [ApiField("maxParallelImagePulls")]
    public int? MaxParallelImagePulls { get; set; }

    /// <summary>When a Pod must show that it may pull an image that is there already.</summary>
    [ApiField("imagePullCredentialsVerificationPolicy")]
    public string ImagePullCredentialsVerificationPolicy { get; set; } = "";

    /// <summary>The images that need no such proof.</summary>
    [ApiField("preloadedImagesVerificationAllowlist")]
    public List<string> PreloadedImagesVerificationAllowlist { get; set; } = [];

    /// <summary>How long an unused image is kept at least.</summary>
    [ApiField("imageMinimumGCAge")]
    public TimeSpan ImageMinimumGcAge { get; set; }

    /// <summary>How long an unused image is kept at most; 0 is without limit.</summary>
    [ApiField("imageMaximumGCAge")]
    public TimeSpan ImageMaximumGcAge { get; set; }

    /// <summary>The disk usage, percent, above which images are always cleared away.</summary>
    [ApiField("imageGCHighThresholdPercent")]
    public int? ImageGcHighThresholdPercent { get; set; }

    /// <summary>The disk usage, percent, below which they never are.</summary>
    [ApiField("imageGCLowThresholdPercent")]
    public int? ImageGcLowThresholdPercent { get; set; }

    /// <summary>The size, a quantity, at which a container's log is rotated.</summary>
    [ApiField("containerLogMaxSize")]
    public string ContainerLogMaxSize { get; set; } = "";

    /// <summary>How many files a container's log may have.</summary>
    [ApiField("containerLogMaxFiles")]
    public int? ContainerLogMaxFiles { get; set; }

    /// <summary>How many logs are rotated at once.</summary>
    [ApiField("containerLogMaxWorkers")]
    public int? ContainerLogMaxWorkers { get; set; }

    /// <summary>The time between two looks at the logs.</summary>
    [ApiField("containerLogMonitorInterval")]
    public TimeSpan? ContainerLogMonitorInterval { get; set; }

    /// <summary>How many Pods the node runs.</summary>
    [ApiField("maxPods")]
    public int MaxPods { get; set; }

    /// <summary>How many Pods a core runs; 0 is without limit.</summary>
    [ApiField("podsPerCore")]
    public int PodsPerCore { get; set; }

    /// <summary>How many processes a Pod may have.</summary>
    [ApiField("podPidsLimit")]
    public long? PodPidsLimit { get; set; }

    /// <summary>How many files the kubelet may have open.</summary>
    [ApiField("maxOpenFiles")]
    public long MaxOpenFiles { get; set; }

    /// <summary>The kubelet's oom_score_adj, -1000 to 1000.</summary>
    [ApiField("oomScoreAdj")]
    public int? OomScoreAdj { get; set; }

    /// <summary>The unsafe sysctls that Pods may set, also by pattern (<c>net.*</c>).</summary>
    [ApiField("allowedUnsafeSysctls")]
    public List<string> AllowedUnsafeSysctls { get; set; } = [];

    /// <summary>Whether containers without a seccomp profile get the runtime's.</summary>
    [ApiField("seccompDefault")]
    public bool? SeccompDefault { get; set; }

    /// <summary>The pause before a container that ended is started again.</summary>
    [ApiField("crashLoopBackOff")]
    public CrashLoopBackOffConfig CrashLoopBackOff { get; set; } = new();

    /// <summary>User namespaces, or null for the defaults.</summary>
    [ApiField("userNamespaces")]
    public UserNamespaces? UserNamespaces { get; set; }
}
