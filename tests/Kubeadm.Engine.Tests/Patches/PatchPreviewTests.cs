using Kubeadm.Engine.Patches;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Patches;

/// <summary>What a preview of patches shows of the Deployment of CoreDNS, which is sent to the API server and so goes through its type.</summary>
public sealed class PatchPreviewTests
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: coredns
          namespace: kube-system
        spec:
          replicas: 2
          selector:
            matchLabels:
              k8s-app: kube-dns
          template:
            spec:
              containers:
              - name: coredns
                image: coredns:v1
        """;

    [Fact]
    public void Fields_that_a_deployment_does_not_have_are_dropped_and_what_is_always_sent_is_there()
    {
        var preview = Preview("merge", "spec: {replicas: 3, nosuch: 1, template: {spec: {nosuch: x}}}");
        Assert.True(preview.IsValid, preview.Error);
        Assert.Contains("replicas: 3", preview.Result, StringComparison.Ordinal);
        Assert.DoesNotContain("nosuch", preview.Result, StringComparison.Ordinal);
        Assert.Contains("strategy: {}", preview.Result, StringComparison.Ordinal);
        Assert.Contains("resources: {}", preview.Result, StringComparison.Ordinal);
        Assert.EndsWith("status: {}\n", preview.Result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spec: {replicas: many}")]
    [InlineData("spec: {template: {spec: {hostNetwork: 1}}}")]
    [InlineData("spec: {template: {spec: {containers: [{name: 7}]}}}")]
    [InlineData("spec: {template: []}")]
    [InlineData("kind: DaemonSet")]
    [InlineData("apiVersion: v1")]
    public void A_value_of_a_wrong_type_is_refused(string patch)
    {
        var preview = Preview("merge", patch);
        Assert.False(preview.IsValid);
        Assert.NotNull(preview.Error);
    }

    private static PatchPreview Preview(string type, string patch)
    {
        var files = new MemoryFileSystem();
        files.Add($"/patches/corednsdeployment+{type}.yaml", patch);
        return PatchTrial.Run(PatchSet.Load(files, "/patches"), Deployment);
    }
}
