using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Kubelet;

public sealed class KubeletFileTests
{
    [SkippableFact]
    public void The_configuration_of_the_patches_case_is_equal()
    {
        var before = File.ReadAllText(ReferenceData.Require("init", "defaults", "expected", "files", "config.yaml"));
        var expected = File.ReadAllText(ReferenceData.Require("init", "patches", "expected", "files", "config.yaml"));
        var patches = PatchSet.Load(new LocalFileSystem(), ReferenceData.Require("init", "patches", "patches"));
        var instance = KubeletConfigFiles.RenderInstance("unix:///var/run/containerd/containerd.sock");

        var document = KubeYaml.ReadDocuments(before)[0].Root!.AsObject();
        document.Remove("containerRuntimeEndpoint");
        var configuration = ApiSerializer.Decode<KubeletConfiguration>(document).Value;
        var (yaml, applied) = KubeletConfigFiles.Render(configuration, patches, instance);
        Assert.Equal(expected, yaml);
        Assert.NotEmpty(applied);
    }

    [Fact]
    public void A_worker_registers_with_its_taints()
    {
        var registration = new NodeRegistration
        {
            Name = "w1",
            Taints = [new Taint { Key = "a", Value = "b", Effect = "NoSchedule" }, new Taint { Key = "c", Effect = "NoExecute" }, new Taint { Key = "d" }],
        };
        Assert.Equal(
            ["--hostname-override=w1", "--register-with-taints=a=b:NoSchedule,c:NoExecute,d"],
            KubeletFlags.Create(new ClusterConfiguration(), registration, "vm", registerTaints: true));
        Assert.Empty(KubeletFlags.Create(new ClusterConfiguration(), registration, " W1\n", registerTaints: false));
    }

    [Fact]
    public void A_socket_that_is_not_local_to_the_node_is_a_flag()
    {
        var cluster = new ClusterConfiguration { FeatureGates = { [FeatureGates.NodeLocalCriSocket] = false } };
        var registration = new NodeRegistration { Name = "vm", CriSocket = "unix:///s" };
        Assert.Equal(["--container-runtime-endpoint=unix:///s"], KubeletFlags.Create(cluster, registration, "vm", registerTaints: false));
    }

    [Theory]
    [InlineData("KUBELET_KUBEADM_ARGS=\"--a=1 --b 2  --c=x=y\"\n", "--a=1|--b=2|--c=x=y")]
    [InlineData("KUBELET_KUBEADM_ARGS=\"\"", "")]
    [InlineData("KUBELET_KUBEADM_ARGS=--a=1 --lonely", "--a=1")]
    public void The_flags_file_can_be_read_back(string text, string flags) =>
        Assert.Equal(flags, string.Join('|', KubeletFlags.Parse(text)));

    [Fact]
    public void A_file_without_the_variable_is_refused() =>
        Assert.Equal("InvalidKubeletFlags", Assert.Throws<KubeadmException>(() => KubeletFlags.Parse("OTHER=1")).ErrorId);
}
