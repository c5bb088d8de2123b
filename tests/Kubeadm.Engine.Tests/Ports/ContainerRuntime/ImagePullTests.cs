using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.ContainerRuntime;

/// <summary>Pulls from a real registry, good and bad, through a real containerd.</summary>
[Collection(ContainerdSuite.Name)]
public sealed class ImagePullTests(ContainerdFixture containerd)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [SkippableFact]
    public async Task All_images_of_a_control_plane_come_with_digest_size_and_time()
    {
        containerd.Require();
        var cluster = new ClusterConfiguration { KubernetesVersion = "v1.36.3", ImageRepository = $"{containerd.Registry!.Host}/all", Etcd = { Local = new LocalEtcd() } };
        var wanted = ControlPlaneImages.List(cluster);
        foreach (var image in wanted.Select(image => new KubeImage(image)))
        {
            await containerd.Registry.PushAsync(image.Repository[(containerd.Registry.Host.Length + 1)..], image.Tag, image.Component);
        }

        var pulls = await PullAsync(wanted);

        Assert.Equal(wanted, pulls.Select(pull => pull.Image.Image));
        Assert.All(pulls, pull =>
        {
            Assert.Equal((null, ChangeAction.Create, true), (pull.Error, pull.Image.Action, pull.Image.Present));
            Assert.Matches("^sha256:[0-9a-f]{64}$", pull.Image.Digest);
            Assert.NotEqual(pull.Image.Id, pull.Image.Digest);
            Assert.True(pull.Image.Size > 0);
            Assert.True(pull.Image.Duration > TimeSpan.Zero);
        });
        Assert.Equal(wanted.Count, pulls.Select(pull => pull.Image.Digest).Distinct().Count());
    }

    [SkippableFact]
    public async Task Images_that_are_there_are_kept_and_Always_sees_that_a_tag_has_moved()
    {
        containerd.Require();
        var (image, first) = await containerd.Registry!.PushAsync("moving", "v1", "one");
        var made = Assert.Single(await PullAsync([image])).Change!;
        var (_, second) = await containerd.Registry.PushAsync("moving", "v1", "two");

        var kept = Assert.Single(await PullAsync([image])).Change!;
        var moved = Assert.Single(await PullAsync([image], policy: ImagePullOptions.Always)).Change!;
        var again = Assert.Single(await PullAsync([image], policy: ImagePullOptions.Always)).Change!;

        var (one, two) = (first["sha256:".Length..], second["sha256:".Length..]);
        Assert.Equal((ChangeAction.Create, null, one), (made.Action, made.OldDigest, made.NewDigest));
        Assert.Equal((ChangeAction.Unchanged, one, one), (kept.Action, kept.OldDigest, kept.NewDigest));
        Assert.Equal((ChangeAction.Update, one, two), (moved.Action, moved.OldDigest, moved.NewDigest));
        Assert.Equal((ChangeAction.Unchanged, two, two), (again.Action, again.OldDigest, again.NewDigest));
    }

    [SkippableFact]
    public async Task An_image_pulled_by_its_digest_is_the_one_that_its_tag_named()
    {
        containerd.Require();
        var (image, _) = await containerd.Registry!.PushAsync("by-digest", "v1", "one");
        var byTag = Assert.Single(await PullAsync([image])).Image;

        var byDigest = Assert.Single(await PullAsync([$"{byTag.Repository}@{byTag.Digest}"])).Image;

        Assert.Equal((byTag.Id, byTag.Digest, ""), (byDigest.Id, byDigest.Digest, byDigest.Tag));
    }

    [SkippableFact]
    public async Task A_missing_image_is_an_error_that_names_it_and_the_others_come()
    {
        containerd.Require();
        var good = await containerd.Registry!.PushAllAsync(["before", "after"], "v1");
        var missing = $"{containerd.Registry.Host}/missing:v9";

        var pulls = await PullAsync([good[0], missing, good[1]]);

        Assert.Equal([null, "ImagePullFailed", null], pulls.Select(pull => pull.Error?.ErrorId));
        var error = pulls[1].Error!;
        Assert.Equal((missing, KubeadmErrorKind.NotFound), (error.Target, error.Kind));
        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
        Assert.Contains("not found", error.Message, StringComparison.Ordinal);
        Assert.Contains("under this tag", error.Remedy, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task One_that_ends_at_the_first_failure_begins_no_other()
    {
        containerd.Require();
        var good = await containerd.Registry!.PushAllAsync(["first", "never"], "v1");

        var pulls = await PullAsync([good[0], $"{containerd.Registry.Host}/missing:v8", good[1]], atOnce: 1, stopAtFailure: true);

        Assert.Equal([true, false], pulls.Select(pull => pull.Error is null));
        await using var runtime = new CriContainerRuntime(containerd.Endpoint, new LocalFileSystem());
        Assert.Null(await runtime.GetImageAsync(good[1], default));
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Pulls_go_on_side_by_side_as_far_as_they_may(int atOnce)
    {
        containerd.Require();
        using var proxy = new RegistryProxy(containerd.Registry!.Host) { Gather = atOnce };
        string[] names = [$"side{atOnce}/a", $"side{atOnce}/b", $"side{atOnce}/c"];
        await containerd.Registry.PushAllAsync(names, "v1");

        var pulls = await PullAsync([.. names.Select(name => $"{proxy.Host}/{name}:v1")], atOnce).WaitAsync(Patience);

        Assert.All(pulls, pull => Assert.Null(pull.Error));
        Assert.Equal(atOnce, proxy.MostAtOnce);
    }

    [SkippableFact]
    public async Task Of_a_slow_registry_the_time_so_far_is_told()
    {
        containerd.Require();
        using var proxy = new RegistryProxy(containerd.Registry!.Host) { Pause = TimeSpan.FromMilliseconds(150) };
        await containerd.Registry.PushAllAsync(["slow"], "v1", 32_000);
        var reports = new ProgressRecorder();

        var pull = Assert.Single(await PullAsync([$"{proxy.Host}/slow:v1"], progress: reports));

        Assert.Null(pull.Error);
        var image = pull.Image.Image;
        Assert.Contains(reports.Reports, report => report is { Status: "1 s", ParentId: ProgressReport.MainId, IsCompleted: false } && report.Activity == image);
        Assert.Contains(reports.Reports, report => report.IsCompleted && report.Activity == image);
        Assert.Equal(new ProgressReport("Pulling images", "1 of 1", 100, IsCompleted: true), reports.Reports.Last());
    }

    [SkippableFact]
    public async Task A_registry_that_dies_in_the_middle_and_comes_back_is_tried_again()
    {
        containerd.Require();
        using var proxy = new RegistryProxy(containerd.Registry!.Host);
        await containerd.Registry.PushAllAsync(["back"], "v1", 64_000);
        proxy.Break(cuts: 1, drops: 4);
        var reports = new ProgressRecorder();

        var pull = Assert.Single(await PullAsync([$"{proxy.Host}/back:v1"], progress: reports).WaitAsync(Patience));

        Assert.Null(pull.Error);
        Assert.Equal((ChangeAction.Create, 4), (pull.Image.Action, proxy.Dropped));
        Assert.Contains(reports.Reports, report => report.Status.EndsWith(", attempt 2 of 5", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_registry_that_stays_dead_costs_its_own_images_alone()
    {
        containerd.Require();
        using var proxy = new RegistryProxy(containerd.Registry!.Host);
        await containerd.Registry.PushAllAsync(["dying"], "v1", 64_000);
        var (good, _) = await containerd.Registry.PushAsync("living", "v1", "one");
        proxy.Break(cuts: int.MaxValue, drops: int.MaxValue);

        var pulls = await PullAsync([$"{proxy.Host}/dying:v1", good]).WaitAsync(Patience);

        Assert.Equal(["ImagePullFailed", null], pulls.Select(pull => pull.Error?.ErrorId));
        Assert.Contains($"{proxy.Host}/dying:v1", pulls[0].Error!.Message, StringComparison.Ordinal);
        Assert.Contains("reaches the image repository", pulls[0].Error!.Remedy, StringComparison.Ordinal);
        Assert.Equal(ChangeAction.Create, pulls[1].Image.Action);
    }

    [SkippableFact]
    public async Task A_registry_that_nobody_serves_is_told_by_its_refusal()
    {
        containerd.Require();
        var nobody = $"127.0.0.1:{ServerProcess.FreePort()}";

        var error = Assert.Single(await PullAsync([$"{nobody}/x:v1"])).Error!;

        Assert.Contains("connection refused", error.Message, StringComparison.Ordinal);
        Assert.Contains("reaches the image repository", error.Remedy, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_registry_with_a_certificate_that_nobody_knows_or_with_none_is_told_so()
    {
        containerd.Require();
        using var stranger = new UnknownTlsServer();
        containerd.Redirect("unknown.registry.test", $"https://{stranger.Host}");
        containerd.Redirect("plain.registry.test", $"https://{containerd.Registry!.Host}");

        var pulls = await PullAsync(["unknown.registry.test/x:v1", "plain.registry.test/x:v1"]).WaitAsync(Patience);

        Assert.Contains("x509: ", pulls[0].Error!.Message, StringComparison.Ordinal);
        Assert.Contains("HTTP response to HTTPS client", pulls[1].Error!.Message, StringComparison.Ordinal);
        Assert.All(pulls, pull => Assert.Contains("hosts.toml", pull.Error!.Remedy, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_pull_that_is_cancelled_in_the_middle_can_be_made_again()
    {
        containerd.Require();
        await containerd.Registry!.PushAllAsync(["cancelled"], "v1", 64_000);
        using var proxy = new RegistryProxy(containerd.Registry.Host) { Pause = Timeout.InfiniteTimeSpan };
        using var cancel = new CancellationTokenSource();
        var pulling = PullAsync([$"{proxy.Host}/cancelled:v1"], cancellationToken: cancel.Token);
        await proxy.BlobAsked.WaitAsync(Patience);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pulling.WaitAsync(Patience));

        proxy.Pause = TimeSpan.Zero;
        Assert.Equal(ChangeAction.Create, Assert.Single(await PullAsync([$"{proxy.Host}/cancelled:v1"]).WaitAsync(Patience)).Image.Action);
    }

    [SkippableFact]
    public async Task Whoever_stops_listening_stops_the_pulls()
    {
        containerd.Require();
        var (good, _) = await containerd.Registry!.PushAsync("listened", "v1", "one");
        await containerd.Registry.PushAllAsync(["unheard"], "v1", 64_000);
        using var proxy = new RegistryProxy(containerd.Registry.Host) { Pause = Timeout.InfiniteTimeSpan };
        await using var runtime = new CriContainerRuntime(containerd.Endpoint, new LocalFileSystem());
        var options = new ImagePullOptions { Policy = ImagePullOptions.Always, AtOnce = 2 };

        await foreach (var pull in new ImagePuller(runtime).PullEachAsync([good, $"{proxy.Host}/unheard:v1"], options, null, default))
        {
            Assert.Equal(good, pull.Image.Image);
            break;
        }

        Assert.Null(await runtime.GetImageAsync($"{proxy.Host}/unheard:v1", default));
    }

    private async Task<IReadOnlyList<ImagePull>> PullAsync(
        IReadOnlyList<string> images,
        int atOnce = 5,
        string policy = ImagePullOptions.IfNotPresent,
        bool stopAtFailure = false,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        await using var runtime = new CriContainerRuntime(containerd.Endpoint, new LocalFileSystem());
        var options = new ImagePullOptions { Policy = policy, AtOnce = atOnce, StopAtFailure = stopAtFailure };
        var pulls = new List<ImagePull>();
        await foreach (var pull in new ImagePuller(runtime).PullEachAsync(images, options, progress, cancellationToken))
        {
            pulls.Add(pull);
        }

        return pulls;
    }
}
