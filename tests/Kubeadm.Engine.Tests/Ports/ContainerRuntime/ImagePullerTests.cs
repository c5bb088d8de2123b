using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Tests.Workflows.Join;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.ContainerRuntime;

/// <summary>What no real runtime does on demand: pulls that end at any moment, and reasons of every kind.</summary>
public sealed class ImagePullerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Pulls_that_end_at_any_moment_are_all_told_of_in_order(int atOnce)
    {
        await using var runtime = new KeepingRuntime { Meanwhile = () => Task.Run(() => Thread.SpinWait(Random.Shared.Next(200))) };
        var images = Enumerable.Range(0, 20_000).Select(number => $"example.com/x:{number}").ToList();

        var pulls = await PullAsync(runtime, images, atOnce);

        Assert.Equal(images, pulls.Select(pull => pull.Image.Image));
    }

    [Theory]
    [InlineData("tls: failed to verify certificate", KubeadmErrorKind.Unreachable)]
    [InlineData("unexpected status: 401 Unauthorized", KubeadmErrorKind.PermissionDenied)]
    [InlineData("write /var/lib/x: no space left on device", KubeadmErrorKind.OperationFailed)]
    [InlineData("not found", KubeadmErrorKind.NotFound)]
    [InlineData("EOF", KubeadmErrorKind.OperationFailed)]
    public async Task The_reason_and_not_the_images_name_says_what_to_do(string reason, KubeadmErrorKind expected)
    {
        const string image = "example.com/ingress-tls:v1";
        await using var runtime = new KeepingRuntime { Missing = image, Reason = reason };

        var error = Assert.Single(await PullAsync(runtime, [image], atOnce: 1)).Error!;

        Assert.Equal(("ImagePullFailed", expected, image), (error.ErrorId, error.Kind, error.Target));
        Assert.EndsWith(reason, error.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<ImagePull>> PullAsync(KeepingRuntime runtime, IReadOnlyList<string> images, int atOnce)
    {
        var pulls = new List<ImagePull>();
        var options = new ImagePullOptions { Policy = ImagePullOptions.Always, AtOnce = atOnce };
        await foreach (var pull in new ImagePuller(runtime, new LeapingClock()).PullEachAsync(images, options, null, default))
        {
            pulls.Add(pull);
        }

        return pulls;
    }
}
