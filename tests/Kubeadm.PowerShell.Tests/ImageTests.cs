using System.Management.Automation;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Images as people ask for them, from a real registry through a real containerd.</summary>
[Collection(ModuleSuite.Name)]
public sealed class ImageTests(ModuleSession session, ContainerdFixture containerd) : IClassFixture<ContainerdFixture>
{
    private const string ErrorId = "ImagePullFailed,Kubeadm.PowerShell.Commands.RequestKubeImageCommand";

    private static readonly string[] Components =
        ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy", "coredns", "pause", "etcd"];

    [SkippableFact]
    public async Task The_images_of_a_control_plane_come_from_the_pipeline_with_their_digests()
    {
        containerd.Require();
        var repository = await PushControlPlaneAsync("piped", Components);
        const string list = "Get-KubeImage -KubernetesVersion v1.36.3 -ImageRepository $args[0]";

        var before = Run($"{list} -IncludeStatus -CriSocket $args[1]", repository).ThrowIfFailed().Output;
        var pulled = Run($"{list} | Request-KubeImage -CriSocket $args[1]", repository).ThrowIfFailed().Output;
        var again = Run("Request-KubeImage -KubernetesVersion v1.36.3 -ImageRepository $args[0] -CriSocket $args[1]", repository).ThrowIfFailed();
        var after = Run($"{list} -IncludeStatus -CriSocket $args[1]", repository).ThrowIfFailed().Output;

        Assert.Equal(Components, pulled.Select(image => Property(image, "Component")));
        Assert.All(before, image => Assert.Equal((false, null), (Property(image, "Present"), Property(image, "Digest"))));
        Assert.All(pulled, image => Assert.Equal("Create", Property(image, "Action")!.ToString()));
        Assert.All(pulled, image => Assert.Matches("^sha256:[0-9a-f]{64}$", (string)Property(image, "Digest")!));
        Assert.All(pulled, image => Assert.True((long)Property(image, "Size")! > 0));
        Assert.All(again.Output, image => Assert.Equal("Unchanged", Property(image, "Action")!.ToString()));
        Assert.Empty(again.Information);
        Assert.Equal(pulled.Select(image => Property(image, "Digest")), after.Select(image => Property(image, "Digest")));
        Assert.All(after, image => Assert.Equal(true, Property(image, "Present")));
    }

    [SkippableFact]
    public async Task A_missing_image_is_an_error_of_its_own_beside_the_others()
    {
        containerd.Require();
        var good = await containerd.Registry!.PushAllAsync(["cmdlet/a", "cmdlet/b"], "v1");
        var missing = $"{containerd.Registry.Host}/cmdlet/missing:v1";

        var outcome = Run("$args[0], $args[2], ([pscustomobject]@{ Image = $args[3] }) | Request-KubeImage -CriSocket $args[1]", good[0], missing, good[1]);

        Assert.Equal(good, outcome.Output.Select(image => Property(image, "Image")));
        var error = Assert.Single(outcome.Errors);
        Assert.Equal((ErrorId, ErrorCategory.ObjectNotFound, missing), (error.FullyQualifiedErrorId, error.CategoryInfo.Category, error.TargetObject));
        Assert.StartsWith($"cannot pull image {missing}: ", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("not found", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("under this tag", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_error_that_is_to_stop_ends_it_at_the_first()
    {
        containerd.Require();
        var good = await containerd.Registry!.PushAllAsync(["stopped/a", "stopped/b"], "v1");
        var missing = $"{containerd.Registry.Host}/stopped/missing:v1";

        var outcome = Run("$args[0], $args[2], $args[3] | Request-KubeImage -CriSocket $args[1] -ThrottleLimit 1 -ErrorAction Stop", good[0], missing, good[1]);

        Assert.Equal(ErrorId, Assert.Single(outcome.Errors).FullyQualifiedErrorId);
        Assert.Equal(false, Run("Get-KubeImage -Image $args[0] -IncludeStatus -CriSocket $args[1]", good[1]).Value("Present"));
    }

    [SkippableFact]
    public async Task Progress_has_a_line_for_all_and_one_for_each_image()
    {
        containerd.Require();
        var images = await containerd.Registry!.PushAllAsync(["progress/a", "progress/b"], "v1");

        var progress = Run("$args[0], $args[2] | Request-KubeImage -CriSocket $args[1]", [.. images]).Progress;

        Assert.Contains(progress, record => record is { ActivityId: 1, Activity: "Pulling images", StatusDescription: "1 of 2", PercentComplete: 50 });
        Assert.All(images, image => Assert.Contains(progress, record => record.Activity == image && record.ParentActivityId == 1));
        var ended = progress.Where(record => record.RecordType == ProgressRecordType.Completed).Select(record => record.ActivityId).Order();
        Assert.Equal([1, 2, 3], ended);
    }

    [SkippableFact]
    public async Task WhatIf_names_the_images_that_are_missing_and_pulls_none()
    {
        containerd.Require();
        var images = await containerd.Registry!.PushAllAsync(["what/there", "what/new"], "v1");
        Run("Request-KubeImage -Image $args[0] -CriSocket $args[1]", images[0]).ThrowIfFailed();

        var outcome = HostProcess.Run("Request-KubeImage", "-Image", string.Join(',', images), "-CriSocket", containerd.Endpoint, "-WhatIf");

        Assert.Equal($"What if: Performing the operation \"Pull\" on target \"{images[1]}\".\n", outcome.Output);
        Assert.Equal(false, Run("Get-KubeImage -Image $args[0] -IncludeStatus -CriSocket $args[1]", images[1]).Value("Present"));
    }

    [SkippableFact]
    public async Task The_view_tells_state_size_and_digest_in_100_columns()
    {
        containerd.Require();
        var images = await containerd.Registry!.PushAllAsync([$"view/{new string('x', 80)}"], "v1");

        var outcome = HostProcess.Run("Request-KubeImage", "-Image", images[0], "-CriSocket", containerd.Endpoint);

        Assert.Matches(@"(?m)^Create +\d+\.\d MiB sha256:[0-9a-f]{12} 127\.0\.0\.1:", outcome.Output);
        Assert.All(outcome.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public void A_pipeline_without_images_pulls_none()
    {
        var outcome = session.Run("@() | Request-KubeImage -CriSocket unix:///nowhere.sock").ThrowIfFailed();

        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("Request-KubeImage -KubernetesVersion v1.36.3 -CriSocket unix:///nowhere.sock")]
    [InlineData("Request-KubeImage -Image a, b -CriSocket /nowhere.sock")]
    [InlineData("Get-KubeImage -Image a -IncludeStatus -CriSocket unix:///nowhere.sock")]
    public void A_runtime_that_is_not_there_is_one_error(string script)
    {
        var error = Assert.Single(session.Run(script).Errors);

        Assert.StartsWith("ContainerRuntimeUnreachable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((ErrorCategory.ConnectionError, "unix:///nowhere.sock"), (error.CategoryInfo.Category, error.TargetObject));
    }

    [SkippableFact]
    public async Task An_interrupt_in_the_middle_of_a_pull_is_answered_within_a_second_and_the_pull_can_be_made_again()
    {
        containerd.Require();
        await containerd.Registry!.PushAllAsync(["interrupted"], "v1", 64_000);
        using var proxy = new RegistryProxy(containerd.Registry.Host) { Pause = Timeout.InfiniteTimeSpan };
        var image = $"{proxy.Host}/interrupted:v1";
        using var process = HostProcess.Start("Request-KubeImage", "-Image", image, "-CriSocket", containerd.Endpoint);
        await proxy.BlobAsked.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(130, HostProcess.Interrupt(process));

        proxy.Pause = TimeSpan.Zero;
        Assert.Equal("Create", Run("Request-KubeImage -Image $args[0] -CriSocket $args[1]", image).Value("Action")!.ToString());
    }

    [SkippableFact]
    public async Task Kubeadms_pull_prints_a_line_an_image_in_order()
    {
        containerd.Require();
        var repository = await PushControlPlaneAsync("line", Components);

        var outcome = Pull(repository);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(string.Concat(References(repository).Select(image => $"[config/images] Pulled {image}\n")), outcome.Output);
    }

    [SkippableFact]
    public async Task Kubeadms_pull_ends_at_the_first_image_that_is_missing()
    {
        containerd.Require();
        var repository = await PushControlPlaneAsync("short", ["kube-apiserver", "kube-scheduler"]);
        var images = References(repository);

        var outcome = Pull(repository);

        Assert.Equal((1, $"[config/images] Pulled {images[0]}\n"), (outcome.ExitCode, outcome.Output));
        Assert.Contains($"error: cannot pull image {images[1]}: ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("kube-proxy", outcome.Error, StringComparison.Ordinal);
    }

    private static object? Property(PSObject image, string name) => image.Properties[name].Value;

    private string[] References(string repository) =>
        [.. session.Run("Get-KubeImage -KubernetesVersion v1.36.3 -ImageRepository $args[0]", repository).ThrowIfFailed().Output.Select(image => image.ToString())];

    private HostOutcome Pull(string repository) =>
        HostProcess.Run("config", "images", "pull", "--kubernetes-version", "v1.36.3", "--image-repository", repository, "--cri-socket", containerd.Endpoint);

    /// <summary>Runs a script with its first argument, the runtime's socket, and further arguments.</summary>
    private RunOutcome Run(string script, params string[] arguments) => session.Run(script, [arguments[0], containerd.Endpoint, .. arguments.Skip(1)]);

    private async Task<string> PushControlPlaneAsync(string folder, string[] components)
    {
        var repository = $"{containerd.Registry!.Host}/{folder}";
        foreach (var image in References(repository))
        {
            var parts = image[(containerd.Registry.Host.Length + 1)..].Split(':');
            if (components.Contains(parts[0].Split('/')[^1]))
            {
                await containerd.Registry.PushAsync(parts[0], parts[1], image);
            }
        }

        return repository;
    }
}
