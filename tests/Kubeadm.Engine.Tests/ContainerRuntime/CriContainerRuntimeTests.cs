using Kubeadm.Engine.ContainerRuntime;
using Kubeadm.Engine.Node;
using Kubeadm.Engine.Tests.Doubles;
using Kubeadm.Engine.Workflows;

namespace Kubeadm.Engine.Tests.ContainerRuntime;

[Collection(ContainerdSuite.Name)]
public sealed class CriContainerRuntimeTests(ContainerdFixture containerd)
{
    [SkippableFact]
    public async Task Tells_its_version_state_and_sandbox_image()
    {
        containerd.Require();
        await using var runtime = new CriContainerRuntime(containerd.Endpoint);

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
        await using var runtime = new CriContainerRuntime(containerd.Endpoint);
        var version = (await runtime.GetVersionAsync(default)).Version.TrimStart('v');
        Skip.IfNot(version.StartsWith("1.", StringComparison.Ordinal), $"containerd {version} has the method");

        Assert.Null(await runtime.GetCgroupDriverAsync(default));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Images_are_pulled_once_and_kept(bool serial)
    {
        containerd.Require();
        var (first, firstId) = await containerd.Registry!.PushAsync($"a{serial}".ToLowerInvariant(), "v1", "one");
        var (second, _) = await containerd.Registry.PushAsync($"b{serial}".ToLowerInvariant(), "v1", "two");
        await using var runtime = new CriContainerRuntime(containerd.Endpoint);
        var reports = new ProgressRecorder();

        var pulled = await new ImagePuller(runtime).PullAsync([first, second], "IfNotPresent", serial, reports, default);
        var again = await new ImagePuller(runtime).PullAsync([first, second], "IfNotPresent", serial, null, default);

        Assert.Equal([first, second], pulled.Select(change => change.Target));
        Assert.All(pulled, change => Assert.Equal(ChangeAction.Create, change.Action));
        Assert.All(again, change => Assert.Equal(ChangeAction.Unchanged, change.Action));
        Assert.Equal(firstId["sha256:".Length..], pulled[0].NewDigest);
        Assert.Equal(pulled[0].NewDigest, again[0].OldDigest);
        Assert.Contains(reports.Reports, report => report is { PercentComplete: 100, IsCompleted: true });
        Assert.Contains(first.Split(':')[1], (await runtime.GetImageAsync(first, default))!.Digests[0], StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Always_sees_that_a_tag_has_moved()
    {
        containerd.Require();
        var (image, _) = await containerd.Registry!.PushAsync("moving", "v1", "one");
        await using var runtime = new CriContainerRuntime(containerd.Endpoint);
        var puller = new ImagePuller(runtime);
        await puller.PullAsync([image], "Always", serial: true, null, default);
        await containerd.Registry.PushAsync("moving", "v1", "two");

        Assert.Equal(ChangeAction.Unchanged, Assert.Single(await puller.PullAsync([image], "IfNotPresent", true, null, default)).Action);
        Assert.Equal(ChangeAction.Update, Assert.Single(await puller.PullAsync([image], "Always", true, null, default)).Action);
        Assert.Equal(ChangeAction.Unchanged, Assert.Single(await puller.PullAsync([image], "Always", true, null, default)).Action);
    }

    [SkippableFact]
    public async Task All_images_are_tried_before_the_failure_names_those_that_are_missing()
    {
        containerd.Require();
        var (good, _) = await containerd.Registry!.PushAsync("good", "v1", "one");
        var missing = $"{containerd.Registry.Host}/missing:v1";
        await using var runtime = new CriContainerRuntime(containerd.Endpoint);

        var error = await Assert.ThrowsAsync<KubeadmException>(() => new ImagePuller(runtime).PullAsync([missing, good], "IfNotPresent", true, null, default));

        Assert.Equal("ImagePullFailed", error.ErrorId);
        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(good, error.Message, StringComparison.Ordinal);
        Assert.NotNull(await runtime.GetImageAsync(good, default));
    }

    [SkippableFact]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        containerd.Require();
        await using var runtime = new CriContainerRuntime(containerd.Endpoint);
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runtime.GetVersionAsync(cancel.Token));
    }

    [Fact]
    public async Task A_runtime_that_does_not_listen_is_unreachable_and_named()
    {
        await using var runtime = new CriContainerRuntime("unix:///nowhere/containerd.sock");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => runtime.GetStatusAsync(default));

        Assert.Equal(("ContainerRuntimeUnreachable", KubeadmErrorKind.Unreachable), (error.ErrorId, error.Kind));
        Assert.Contains("unix:///nowhere/containerd.sock", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_file_nobody_listens_on_does_not_count() =>
        Assert.False(new LocalNetwork().IsListening("/etc/hostname"));
}
