using k8s.Models;
using Kubeadm.Engine.Serialization.Kubernetes;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Testing;
using KubernetesJson = k8s.KubernetesJson;

namespace Kubeadm.Engine.Tests.Serialization.Kubernetes;

public class KubernetesModelsTests
{
    [SkippableFact]
    public void Static_pods_that_kubeadm_wrote_come_through_unchanged()
    {
        var folder = ReferenceData.Require("init");
        var files = Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Where(file => file.Contains("/expected/files/", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("kind: Pod\n", StringComparison.Ordinal))
            .ToArray();

        Assert.All(files, file =>
        {
            var text = File.ReadAllText(file);
            var pod = KubernetesJson.Deserialize<V1Pod>(KubeYaml.ReadDocuments(text).Single().Root!.ToJsonString());
            Assert.Equal(text, KubernetesModels.ToYaml(pod));
        });
        Assert.True(files.Length > 50, $"only {files.Length} manifests were found");
    }

    [Fact]
    public void What_go_writes_without_being_set_is_there()
    {
        var deployment = new V1Deployment
        {
            Spec = new V1DeploymentSpec
            {
                Template = new V1PodTemplateSpec { Spec = new V1PodSpec { Containers = [new V1Container { Name = "a" }] } },
            },
        };

        Assert.Equal(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {}
            spec:
              selector: null
              strategy: {}
              template:
                metadata: {}
                spec:
                  containers:
                  - name: a
                    resources: {}
            status: {}

            """,
            KubernetesModels.ToYaml(deployment));
    }

    [Fact]
    public void Zero_is_left_out_of_plain_fields_and_kept_in_pointers()
    {
        var pod = new V1Pod
        {
            Spec = new V1PodSpec
            {
                HostNetwork = false,
                AutomountServiceAccountToken = false,
                Containers =
                [
                    new V1Container
                    {
                        Name = "a",
                        Env = [new V1EnvVar { Name = "EMPTY", Value = "" }],
                        VolumeMounts = [new V1VolumeMount { Name = "v", MountPath = "/v", ReadOnlyProperty = false }],
                        LivenessProbe = new V1Probe { InitialDelaySeconds = 0, HttpGet = new V1HTTPGetAction { Port = "probe-port" } },
                    },
                ],
                Volumes = [new V1Volume { Name = "v", HostPath = new V1HostPathVolumeSource { Path = "/v", Type = "" } }],
            },
        };

        Assert.Equal(
            """
            apiVersion: v1
            kind: Pod
            metadata: {}
            spec:
              automountServiceAccountToken: false
              containers:
              - env:
                - name: EMPTY
                livenessProbe:
                  httpGet:
                    port: probe-port
                name: a
                resources: {}
                volumeMounts:
                - mountPath: /v
                  name: v
              volumes:
              - hostPath:
                  path: /v
                  type: ""
                name: v
            status: {}

            """,
            KubernetesModels.ToYaml(pod));
    }
}
