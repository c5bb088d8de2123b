using Kubeadm.Engine.DesiredState;
using Kubeadm.Engine.Ports;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.DesiredState;

/// <summary>Resources over the ports of a test.</summary>
internal static class StateCase
{
    public static IDesiredResource Resource(this EnginePorts ports, string name, RecordingObserver? observer = null) => ResourceCatalog.Find(name).Open(ports, observer ?? new());

    public static Task<KubeResourceResult> TestAsync(this IDesiredResource resource, KubeResourceState wanted) => resource.TestAsync(wanted, CancellationToken.None);

    public static Task<KubeResourceResult> SetAsync(this IDesiredResource resource, KubeResourceState wanted) => resource.SetAsync(wanted, isRehearsal: false, CancellationToken.None);

    public static Task<KubeResourceResult> PreviewAsync(this IDesiredResource resource, KubeResourceState wanted) => resource.SetAsync(wanted, isRehearsal: true, CancellationToken.None);

    public static async Task<KubeadmException> RefusedAsync(Func<Task> work) => await Assert.ThrowsAnyAsync<KubeadmException>(work);
}
