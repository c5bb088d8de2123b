using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node.Local;

namespace Kubeadm.Engine.Tests.Ports.ContainerRuntime;

[Collection(ContainerdSuite.Name)]
public sealed class CriContainerRuntimeTests(ContainerdFixture containerd)
{
    [SkippableFact]
    public async Task Tells_its_version_state_and_sandbox_image()
    {
        containerd.Require();
        await using var runtime = new CriContainerRuntime(containerd.Endpoint, new LocalFileSystem());

        Assert.Equal("containerd", (await runtime.GetVersionAsync(default)).Name);
        Assert.True((await runtime.GetStatusAsync(default)).RuntimeReady);
        Assert.Equal(ContainerdFixture.SandboxImage, await runtime.GetSandboxImageAsync(default));
        Assert.Empty(await runtime.ListContainersAsync(default));
        Assert.Empty(await runtime.ListSandboxesAsync(default));
    }

    [SkippableFact]
    public async Task An_old_runtime_that_does_not_know_its_cgroup_driver_is_no_error()
    {
        containerd.Require();
        await using var runtime = new CriContainerRuntime(containerd.Endpoint, new LocalFileSystem());
        var version = (await runtime.GetVersionAsync(default)).Version.TrimStart('v');
        Skip.IfNot(version.StartsWith("1.", StringComparison.Ordinal), $"containerd {version} has the method");

        Assert.Null(await runtime.GetCgroupDriverAsync(default));
    }

    [SkippableFact]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        containerd.Require();
        await using var runtime = new CriContainerRuntime(containerd.Endpoint, new LocalFileSystem());
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runtime.GetVersionAsync(cancel.Token));
    }

    [Fact]
    public async Task A_runtime_that_does_not_listen_is_unreachable_and_named()
    {
        await using var runtime = new CriContainerRuntime("unix:///nowhere/containerd.sock", new LocalFileSystem());

        var error = await Assert.ThrowsAsync<KubeadmException>(() => runtime.GetStatusAsync(default));

        Assert.Equal(("ContainerRuntimeUnreachable", KubeadmErrorKind.Unreachable), (error.ErrorId, error.Kind));
        Assert.Contains("unix:///nowhere/containerd.sock", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_file_nobody_listens_on_does_not_count() =>
        Assert.False(new LocalNetwork().IsListening("/etc/hostname"));
}
