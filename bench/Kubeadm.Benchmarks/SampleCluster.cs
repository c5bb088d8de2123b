using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Testing;

namespace Kubeadm.Benchmarks;

/// <summary>The cluster that all benchmarks are about: everything in its configuration is named, so nothing is asked of the machine.</summary>
internal static class SampleCluster
{
    private const string Text = """
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: InitConfiguration
        bootstrapTokens:
        - token: abcdef.0123456789abcdef
          ttl: 24h0m0s
          usages: [signing, authentication]
          groups: [system:bootstrappers:kubeadm:default-node-token]
        localAPIEndpoint:
          advertiseAddress: 192.0.2.2
          bindPort: 6443
        nodeRegistration:
          name: cp1
          criSocket: unix:///var/run/containerd/containerd.sock
          imagePullPolicy: IfNotPresent
          kubeletExtraArgs:
          - name: v
            value: "2"
          taints:
          - key: node-role.kubernetes.io/control-plane
            effect: NoSchedule
        timeouts:
          controlPlaneComponentHealthCheck: 4m0s
        ---
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: ClusterConfiguration
        clusterName: sample
        kubernetesVersion: v1.36.3
        controlPlaneEndpoint: api.example.org:6443
        encryptionAlgorithm: ALGORITHM
        networking:
          dnsDomain: cluster.local
          podSubnet: 10.244.0.0/16,fd00:244::/56
          serviceSubnet: 10.96.0.0/16,fd00:96::/112
        apiServer:
          certSANs: [api.example.org, 198.51.100.7]
          extraArgs:
          - name: audit-log-path
            value: /var/log/kubernetes/audit.log
          extraVolumes:
          - name: audit
            hostPath: /var/log/kubernetes
            mountPath: /var/log/kubernetes
            pathType: DirectoryOrCreate
        etcd:
          local:
            dataDir: /var/lib/etcd
            extraArgs:
            - name: quota-backend-bytes
              value: "8589934592"
        ---
        apiVersion: kubelet.config.k8s.io/v1beta1
        kind: KubeletConfiguration
        cgroupDriver: systemd
        maxPods: 200
        ---
        apiVersion: kubeproxy.config.k8s.io/v1alpha1
        kind: KubeProxyConfiguration
        mode: nftables
        """;

    /// <summary>The configuration file.</summary>
    /// <param name="algorithm">The algorithm of the cluster's keys, as kubeadm names it.</param>
    public static string Yaml(string algorithm = "ECDSA-P256") => Text.Replace("ALGORITHM", algorithm, StringComparison.Ordinal);

    /// <summary>The configuration, with defaults.</summary>
    /// <param name="algorithm">The algorithm of the cluster's keys, as kubeadm names it.</param>
    public static InitConfiguration Load(string algorithm = "ECDSA-P256") =>
        ConfigurationLoader.LoadInitAsync(Yaml(algorithm), new InitFlags(), new FakeNode(), new LoadOptions(), CancellationToken.None)
            .GetAwaiter().GetResult().Configuration;
}
