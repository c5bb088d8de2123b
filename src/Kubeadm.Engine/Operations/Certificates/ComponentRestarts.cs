using System.Globalization;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Versions;
using k8s.Models;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Health;
using Kubeadm.Engine.History;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>Starts components of this node again, so that they use what was renewed, and waits until they are ready.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
public sealed class ComponentRestarts(EnginePorts ports, IEngineObserver observer)
{
    private const string Activity = "Restarting components";
    private const string Phase = "restart";

    /// <summary>Those that others wait for, first: the kubelet starts all of them, and without etcd no API server becomes ready.</summary>
    private static readonly string[] First = [KubeletService.Service, ComponentNames.Etcd, ComponentNames.ApiServer];

    private PhaseReport _report = new(observer);
    private readonly StaticPodReader _manifests = new(ports.Node.Files, KubernetesPaths.ManifestsDirectory);

    /// <summary>Whether each change goes to the operating system's log too.</summary>
    public bool Journal { get; init; }

    /// <summary>Components, each once, in the order in which they are started again.</summary>
    public static IReadOnlyList<string> InOrder(IEnumerable<string> components) => [.. components.Distinct().OrderBy(StageOf).ThenBy(name => name, StringComparer.Ordinal)];

    /// <summary>
    /// Starts them again, one after the other: kubelet, etcd, API server, then the others side by side. Once one has failed the others are
    /// still started again, for they use files that are there no more, but not waited for.
    /// </summary>
    /// <param name="components">Names of static Pods, and <c>kubelet</c>.</param>
    /// <param name="timeouts">The time limits; null means kubeadm's.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException">
    /// <c>JournalNotFound</c>: nothing was changed. <c>ComponentNotReady</c>, <c>KubeletNotReady</c>: one was not ready in time. <c>ContainerRuntimeUnreachable</c>, <c>ContainerRuntimeFailed</c>.
    /// </exception>
    public async Task RestartAsync(IReadOnlyCollection<string> components, Timeouts? timeouts, CancellationToken cancellationToken)
    {
        if (components.Count == 0)
        {
            return;
        }

        using var held = ports.Node.Lock.Take("restart of components");
        var subject = new RunSubject(RunName.Restart, KubeletIdentity.NodeNameOf(ports.Node)) { RequestedPhases = [.. components], IsJournaled = Journal };
        var recording = RunRecording.Begin(ports.Node, subject, observer);
        _report = new PhaseReport(observer) { OnChange = change => recording.Changed(Phase, change) };
        var begun = ports.Node.Clock.GetTimestamp();
        try
        {
            await RestartKubeletAsync(components.Contains(KubeletService.Service), timeouts, cancellationToken);
            await RestartPodsAsync([.. components.Where(name => name != KubeletService.Service)], timeouts, cancellationToken);
            recording.Completed(ResultOf(PhaseStatus.Succeeded, begun, null));
            recording.Succeed(observer);
        }
        catch (Exception error)
        {
            recording.Completed(ResultOf(PhaseStatus.Failed, begun, error.Message));
            recording.Fail(error, observer);
            throw;
        }
        finally
        {
            _report.Progress(new ProgressReport(Activity, "", 100, IsCompleted: true));
        }
    }

    private PhaseResult ResultOf(string status, long begun, string? message) => new()
    {
        Workflow = RunName.Restart,
        Phase = Phase,
        Status = status,
        Duration = ports.Node.Clock.GetElapsedTime(begun),
        Changes = [.. _report.Changes],
        Message = message,
    };

    /// <summary>Without a kubelet that runs, no Pod that is stopped would come back; so it is seen to first in any case.</summary>
    private async Task RestartKubeletAsync(bool isRequired, Timeouts? timeouts, CancellationToken cancellationToken)
    {
        var kubelet = new KubeletService(ports.Node.Services);
        if (isRequired || (ports.Node.Services is not null && !await kubelet.IsActiveAsync(cancellationToken)))
        {
            Tell(KubeletService.Service, 0);
            await kubelet.RestartAsync(_report, cancellationToken);
        }

        var configuration = KubeletConfigFiles.Read(ports.Node.Files, KubernetesPaths.KubeletConfiguration);
        await new KubeletHealth(ports.Node).WaitAsync(configuration, timeouts?.KubeletHealthCheck ?? StaticDefaults.KubeletHealthTimeout, cancellationToken);
    }

    private async Task RestartPodsAsync(IReadOnlyList<string> components, Timeouts? timeouts, CancellationToken cancellationToken)
    {
        await using var runtime = ports.ConnectRuntime(KubeletRuntimeEndpoint.Find(ports.Node));
        var health = new StaticPodHealth(ports.Node.Clock, runtime, ports.AskHealth);
        var (timeout, done) = (timeouts?.ControlPlaneComponentHealthCheck ?? StaticDefaults.ControlPlaneHealthTimeout, 0);
        KubeadmException? failure = null;
        foreach (var stage in InOrder(components).GroupBy(StageOf))
        {
            stage.ToList().ForEach(component => Tell(component, done++ * 100 / components.Count));
            var removed = await Task.WhenAll(stage.Select(component => RemoveAsync(component, runtime, cancellationToken)));
            try
            {
                await Task.WhenAll(failure is null ? removed.Select(WaitAsync) : []);
            }
            catch (KubeadmException e)
            {
                failure = e;
            }
        }

        if (failure is not null)
        {
            throw failure;
        }

        async Task WaitAsync(RemovedPod removed)
        {
            var elapsed = await health.WaitAsync(removed.Pod, removed.Name, FormerContainers.Of(removed.Containers), timeout, cancellationToken);
            _report.Verbose(string.Create(CultureInfo.InvariantCulture, $"{removed.Pod.Metadata.Name} is ready again after {elapsed.TotalSeconds:0.#} s."));
        }
    }

    private async Task<RemovedPod> RemoveAsync(string component, IContainerRuntime runtime, CancellationToken cancellationToken)
    {
        var pod = _manifests.ReadAll().First(manifest => manifest.Metadata.Name == component);
        var name = $"{component}-{KubeletIdentity.NodeNameOf(ports.Node)}";
        var containers = await new PodRestart(runtime, ports.Node.Clock)
            .RemoveAsync(pod.Metadata.NamespaceProperty ?? "default", name, StaticPodGrace.Of(pod), cancellationToken);
        _report.Add(containers.Select(id => new Change(ChangeKind.Container, id, ChangeAction.Delete)));
        return new RemovedPod(pod, name, containers);
    }

    private void Tell(string component, int percent)
    {
        _report.Progress(new ProgressReport(Activity, component, percent));
        _report.Info($"[renew] Restarting {component}");
    }

    private static int StageOf(string component) => Array.IndexOf(First, component) is >= 0 and var stage ? stage : First.Length;

    /// <param name="Pod">The manifest.</param>
    /// <param name="Name">The Pod's name on this node.</param>
    /// <param name="Containers">The containers that it had.</param>
    private sealed record RemovedPod(V1Pod Pod, string Name, IReadOnlySet<string> Containers);
}
