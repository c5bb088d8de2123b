using System.Management.Automation;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.ContainerRuntime;
using Kubeadm.Engine.Workflows;
using Kubeadm.PowerShell.Results;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Pulls the images that a control plane needs, as <c>kubeadm config images pull</c> does.</summary>
[Cmdlet(VerbsLifecycle.Request, "KubeImage", SupportsShouldProcess = true)]
[OutputType(typeof(KubeImage))]
public sealed class RequestKubeImageCommand : ImageCommand
{
    /// <summary>The container runtime's socket.</summary>
    [Parameter]
    public string? CriSocket { get; set; }

    /// <summary>Which images are pulled: those that are missing, or every one, as kubeadm does.</summary>
    [Parameter]
    [ValidateSet("IfNotPresent", "Always")]
    public string Policy { get; set; } = "IfNotPresent";

    private protected override string? Socket => CriSocket;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var load = Loader();
        var ports = EnginePorts.CreateLocal();
        var configuration = RunEngine((observer, token) => load(ports, true, observer, token));
        var images = ControlPlaneImages.List(configuration.Cluster).Where(image => ShouldProcess(image, "Pull")).ToList();
        var socket = configuration.NodeRegistration.CriSocket;
        WriteObject(RunEngine((observer, token) => PullAsync(ports, socket, images, observer, token)), enumerateCollection: true);
    }

    private async Task<List<KubeImage>> PullAsync(
        EnginePorts ports, string socket, List<string> images, IEngineObserver observer, CancellationToken cancellationToken)
    {
        await using var runtime = ports.ConnectRuntime(socket);
        var puller = new ImagePuller(runtime);
        var pulled = new List<KubeImage>();
        foreach (var image in images)
        {
            observer.Progress(new ProgressReport("Pulling images", image, pulled.Count * 100 / images.Count));
            var changes = await puller.PullAsync([image], Policy, serial: true, progress: null, cancellationToken);
            observer.Info($"[config/images] Pulled {image}");
            pulled.Add(new KubeImage(image) { Pulled = changes.Any(change => change.Action == ChangeAction.Create) });
        }

        observer.Progress(new ProgressReport("Pulling images", "", 100, IsCompleted: true));
        return pulled;
    }
}
