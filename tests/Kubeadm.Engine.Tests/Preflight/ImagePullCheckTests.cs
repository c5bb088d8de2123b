using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Tests.Workflows.Join;

namespace Kubeadm.Engine.Tests.Preflight;

public sealed class ImagePullCheckTests
{
    private const string Here = "example.com/here:v1";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_image_that_cannot_be_had_is_an_error_and_the_others_are_pulled(bool serial)
    {
        await using var runtime = new KeepingRuntime { Images = { Here }, Missing = "missing" };
        string[] images = ["example.com/missing-a:v1", Here, "example.com/missing-b:v1", "example.com/new:v1"];

        var (check, findings) = await LookAsync(runtime, images, "IfNotPresent", serial);

        Assert.Equal(
            ["cannot pull image example.com/missing-a:v1: example.com/missing-a:v1: not found", "cannot pull image example.com/missing-b:v1: example.com/missing-b:v1: not found"],
            findings.Errors);
        Assert.Equal([(Here, ChangeAction.Unchanged), ("example.com/new:v1", ChangeAction.Create)], check.Changes.Select(change => (change.Target, change.Action)));
    }

    [Fact]
    public async Task Never_pulls_nothing()
    {
        await using var runtime = new KeepingRuntime { Images = { Here } };

        var (check, findings) = await LookAsync(runtime, ["example.com/new:v1"], "Never", serial: true);

        Assert.Empty(findings.Errors);
        Assert.Empty(check.Changes);
        Assert.Equal([Here], runtime.Images);
    }

    [Fact]
    public async Task A_policy_that_there_is_not_is_named()
    {
        await using var runtime = new KeepingRuntime { Images = { Here } };

        var (_, findings) = await LookAsync(runtime, ["example.com/new:v1"], "Sometimes", serial: true);

        Assert.Contains("\"Sometimes\"", Assert.Single(findings.Errors), StringComparison.Ordinal);
        Assert.Equal([Here], runtime.Images);
    }

    private static async Task<(ImagePullCheck Check, Findings Findings)> LookAsync(KeepingRuntime runtime, string[] images, string policy, bool serial)
    {
        var check = new ImagePullCheck(runtime, images, "example.com/pause:3.10", policy, serial);
        var findings = new Findings();
        await check.LookAsync(findings, default);
        return (check, findings);
    }
}
