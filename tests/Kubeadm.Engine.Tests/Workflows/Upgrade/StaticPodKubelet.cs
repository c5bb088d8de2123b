using System.Text;
using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Tests.Upgrades;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>
/// The kubelet of a control-plane node with its runtime and what runs in it: a static Pod whose manifest is another than before gets a
/// new container, and its Pod at the API server the new hash. All of it happens whenever somebody looks.
/// </summary>
/// <param name="files">The node's files.</param>
/// <param name="server">What the API server of the node keeps.</param>
/// <param name="nodeName">The node's name.</param>
internal sealed class StaticPodKubelet(MemoryFileSystem files, InMemoryApiServer server, string nodeName) : StubRuntime
{
    /// <summary>More than enough for everyone who looks every second to see what has ended.</summary>
    private const int LooksUntilRestart = 100;

    private readonly object _gate = new();
    private readonly StaticPodMirrors _mirrors = new(server, nodeName);
    private readonly Dictionary<string, Pod> _pods = [];
    private readonly HashSet<string> _images = [];
    private readonly Dictionary<string, int> _attempts = [];
    private int _containers;

    /// <summary>Decides what becomes of a component, by its manifest.</summary>
    public Func<string, string, PodFate> Fate { get; set; } = (_, _) => PodFate.Runs;

    /// <summary>Is called with a component whose manifest is new, before anything becomes of it.</summary>
    public Action<string> Noticed { get; set; } = _ => { };

    /// <summary>Is called with a component that is about to be stopped by another than the kubelet.</summary>
    public Action<string> Stopping { get; set; } = _ => { };

    /// <summary>Whether a new manifest is noticed no sooner than what runs by the old one has ended.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Whether it tells that it is healthy.</summary>
    public bool IsAlive { get; set; } = true;

    /// <summary>Whether the runtime stops nothing.</summary>
    public bool CannotStop { get; set; }

    /// <summary>Whether a Pod at the API server that was made for another manifest stays there until somebody deletes it.</summary>
    public bool LeavesMirrors { get; set; }

    /// <summary>Components that run on when their manifests are gone.</summary>
    public HashSet<string> Stuck { get; } = [];

    /// <summary>Is called whenever the kubelet, its runtime or a component is asked something.</summary>
    public Action Asked { get; set; } = () => { };

    /// <summary>What containers that end say at last.</summary>
    public string[] LastWords { get; set; } = ["starting", "unknown flag: --no-such-flag"];

    /// <summary>What was started so far, in order: <c>etcd:3.6.8-0</c>.</summary>
    public List<string> Started { get; } = [];

    /// <summary>What was stopped by another than the kubelet, in order, each with its grace.</summary>
    public List<string> Stopped { get; } = [];

    /// <summary>The images that were pulled.</summary>
    public IReadOnlyCollection<string> Images => _images;

    /// <summary>Whether the node's API server answers: it needs the etcd beside it.</summary>
    public bool ServesApi => Runs(ComponentNames.ApiServer) && (!_pods.ContainsKey(ComponentNames.Etcd) || Runs(ComponentNames.Etcd));

    /// <summary>The version that the node's API server tells of itself.</summary>
    public string ApiServerVersion => TagOf(_pods[ComponentNames.ApiServer].Manifest!);

    /// <summary>Whether a component runs.</summary>
    public bool Runs(string component) => _pods.TryGetValue(component, out var pod) && pod is { Manifest: not null, Fate: PodFate.Runs or PodFate.IsNotMirrored };

    /// <summary>Does what a kubelet does when it looks at its folder.</summary>
    public void Look()
    {
        lock (_gate)
        {
            StaticPodComponents.All.ToList().ForEach(Look);
            if (ServesApi)
            {
                _pods.Where(pod => !pod.Value.IsMirrored && (!LeavesMirrors || _mirrors.IsGone(pod.Key))).ToList().ForEach(pod =>
                {
                    _mirrors.Put(pod.Key, pod.Value.Manifest!, pod.Value.Fate == PodFate.IsNotStarted ? "Pending" : "Running");
                    pod.Value.IsMirrored = true;
                });
            }
        }
    }

    /// <summary>The kubelet starts a component again whose manifest is as it was.</summary>
    public void StartAgain(string component)
    {
        lock (_gate)
        {
            _pods.Remove(component);
            Look(component);
        }
    }

    /// <summary>Answers the question whether the component at a port is ready.</summary>
    public Task<HealthAnswer> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Asked();
        Look();
        if (url.Port == ComponentPorts.KubeletHealth)
        {
            return IsAlive ? Task.FromResult(new HealthAnswer(200, "ok")) : throw new HttpRequestException("Connection refused");
        }

        lock (_gate)
        {
            var component = url.Port switch
            {
                2381 => ComponentNames.Etcd,
                6443 => ComponentNames.ApiServer,
                10257 => ComponentNames.ControllerManager,
                10259 => ComponentNames.Scheduler,
                _ => throw new HttpRequestException($"nobody listens at {url}"),
            };
            return component == ComponentNames.ApiServer && Runs(component) && !ServesApi ? Task.FromResult(new HealthAnswer(500, "[-]etcd failed: reason withheld"))
                : Runs(component) ? Task.FromResult(new HealthAnswer(200, "ok"))
                : _pods[component].Fate == PodFate.IsNotReady ? Task.FromResult(new HealthAnswer(500, "[-]poststarthook failed: reason withheld"))
                : throw new HttpRequestException("Connection refused");
        }
    }

    public override Task<IReadOnlyList<RuntimeContainer>> ListContainersAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Asked();
        Look();
        lock (_gate)
        {
            RestartSome();
            return base.ListContainersAsync(cancellationToken);
        }
    }

    /// <summary>What is stopped while its manifest is there, the kubelet starts again.</summary>
    public override Task StopContainerAsync(string containerId, TimeSpan grace, CancellationToken cancellationToken)
    {
        Asked();
        Look();
        if (CannotStop)
        {
            throw new KubeadmException("ContainerRuntimeFailed", "StopContainer of the container runtime failed: the task does not answer");
        }

        lock (_gate)
        {
            if (Containers.Find(container => container.Container.Id == containerId) is { Container: { State: RuntimeContainer.Running } running })
            {
                Stopping(running.Name);
                Stopped.Add($"{running.Name} with {grace.TotalSeconds:0} s");
                End(running.Name);
                var before = _pods[running.Name];
                Look(running.Name);
                if (_pods[running.Name] == before)
                {
                    Start(running.Name, before.Manifest!, before.Fate);
                }
            }
        }

        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<string>> GetLogAsync(string containerId, int lines, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return base.GetLogAsync(containerId, lines, cancellationToken);
        }
    }

    public override Task<string?> GetCgroupDriverAsync(CancellationToken cancellationToken) => Task.FromResult<string?>("systemd");

    public override Task<string?> GetSandboxImageAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public override Task<RuntimeImage?> GetImageAsync(string image, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_images.Contains(image) ? new RuntimeImage("sha256:00", [], 1) : null);
        }
    }

    public override Task<string> PullImageAsync(string image, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _images.Add(image);
            return Task.FromResult("sha256:00");
        }
    }

    private void Look(string component)
    {
        var path = $"{UpgradeCase.Manifests}/{component}.yaml";
        var manifest = files.FileExists(path) ? files.ReadText(path) : null;
        var pod = _pods.GetValueOrDefault(component) ?? new Pod();
        if (manifest == pod.Manifest || (manifest is null ? Stuck.Contains(component) : manifest == pod.Unnoticed))
        {
            return;
        }

        if (IsSlow && Containers.Exists(container => container.Container.Name == component && container.Container.State == RuntimeContainer.Running))
        {
            return;
        }

        Noticed(component);
        var fate = manifest is null ? PodFate.IsNotStarted : Fate(component, manifest);
        if (fate == PodFate.IsNotNoticed)
        {
            pod.Unnoticed = manifest;
            return;
        }

        End(component);
        _pods[component] = new Pod { Manifest = manifest, Fate = fate, IsMirrored = manifest is null || fate == PodFate.IsNotMirrored };
        if (fate != PodFate.IsNotStarted)
        {
            Start(component, manifest!, fate);
        }
    }

    private void End(string component)
    {
        for (var i = 0; i < Containers.Count; i++)
        {
            var (container, log) = Containers[i];
            Containers[i] = container.Name == component ? (container with { State = "Exited" }, log) : (container, log);
        }
    }

    /// <summary>A container that ends is started again twice, at once; the kubelet waits for longer then.</summary>
    private void Start(string component, string manifest, PodFate fate)
    {
        var ends = fate switch { PodFate.EndsAgainAndAgain => 3, PodFate.EndsOnce => 1, _ => 0 };
        for (var i = 0; i < Math.Max(ends, 1); i++)
        {
            Add(component, manifest, hasEnded: i < ends);
        }

        Started.Add($"{component}:{TagOf(manifest)}");
    }

    /// <summary>The numbers of attempts go on where the Pod is one that there was before.</summary>
    private void Add(string component, string manifest, bool hasEnded)
    {
        var hash = StaticPodMirrors.HashOf(manifest);
        var attempt = _attempts[hash] = _attempts.GetValueOrDefault(hash, -1) + 1;
        var container = new RuntimeContainer(
            $"c{++_containers}", component, $"{component}-{nodeName}", ClusterNamespaces.System, hasEnded ? "Exited" : RuntimeContainer.Running, attempt) { PodUid = hash };
        Containers.Add((container, hasEnded ? LastWords : ["serving"]));
    }

    private void RestartSome()
    {
        foreach (var (component, pod) in _pods.Where(pod => pod.Value.Fate == PodFate.EndsOnce).ToList())
        {
            if (++pod.Looks > LooksUntilRestart)
            {
                _pods[component] = new Pod { Manifest = pod.Manifest, Fate = PodFate.Runs };
                Add(component, pod.Manifest!, hasEnded: false);
            }
        }
    }

    private static string TagOf(string manifest) => new KubeImage(StaticPodReader.Parse(Encoding.UTF8.GetBytes(manifest), "manifest").Spec.Containers[0].Image).Tag;

    private sealed class Pod
    {
        /// <summary>The manifest that it was made of; null where it is gone.</summary>
        public string? Manifest { get; init; }

        /// <summary>A newer manifest that is not seen.</summary>
        public string? Unnoticed { get; set; }

        public PodFate Fate { get; init; }

        public bool IsMirrored { get; set; }

        /// <summary>How often its containers were looked at.</summary>
        public int Looks { get; set; }
    }
}
