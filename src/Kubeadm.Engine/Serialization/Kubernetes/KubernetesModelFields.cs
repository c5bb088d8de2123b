using System.Collections.Concurrent;

namespace Kubeadm.Engine.Serialization.Kubernetes;

/// <summary>
/// What the OpenAPI document of Kubernetes' API, of which the client's models are made, does not tell:
/// which fields Go writes although nothing is set, and which it leaves out when they are zero.
/// </summary>
internal static class KubernetesModelFields
{
    private static readonly IReadOnlyDictionary<string, string?> None = new Dictionary<string, string?>();

    private static readonly Lazy<Dictionary<string, string>> Lines = new(() =>
        Table.Split('\n').Select(line => line.Trim().Split(' ', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal));

    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string?>> Parsed = new(StringComparer.Ordinal);

    /// <summary>
    /// The special fields of a type. One with a value is always written, with this JSON when it is not set (an empty mapping: with
    /// what its own type always has); one without is left out when it is zero, false or empty. All others are left out only when null.
    /// </summary>
    public static IReadOnlyDictionary<string, string?> Of(Type type) => Parsed.GetOrAdd(NameOf(type), Parse);

    private static string NameOf(Type type)
    {
        var prefix = type.Name.IndexOf('1') + 1;
        return type.Name[..prefix] is "V1" or "Corev1" or "Rbacv1" ? type.Name[prefix..] : type.Name;
    }

    private static IReadOnlyDictionary<string, string?> Parse(string name)
    {
        if (!Lines.Value.TryGetValue(name, out var line))
        {
            return None;
        }

        return line.Split(' ').Select(token => token.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts.Length == 2 ? parts[1] : null, StringComparer.Ordinal);
    }

    /// <summary>
    /// The types within Pods, Services, ServiceAccounts, ConfigMaps, Secrets, Namespaces, Nodes, Deployments, DaemonSets and RBAC,
    /// as of Kubernetes 1.36.
    /// </summary>
    private const string Table = """
        AWSElasticBlockStoreVolumeSource volumeID="" fsType partition readOnly
        AppArmorProfile type=""
        AttachedVolume name="" devicePath=""
        AzureDiskVolumeSource diskName="" diskURI=""
        AzureFileVolumeSource secretName="" shareName="" readOnly
        CSIVolumeSource driver=""
        CephFSVolumeSource monitors=null path user secretFile readOnly
        CinderVolumeSource volumeID="" fsType readOnly
        ClusterRole kind apiVersion metadata={} rules=null
        ClusterRoleBinding kind apiVersion metadata={} roleRef={}
        ClusterTrustBundleProjection path=""
        Condition type="" status="" observedGeneration lastTransitionTime=null reason="" message=""
        ConfigMap kind apiVersion metadata={}
        ConfigMapEnvSource name
        ConfigMapKeySelector name key=""
        ConfigMapNodeConfigSource namespace="" name="" uid resourceVersion kubeletConfigKey=""
        ConfigMapProjection name
        ConfigMapVolumeSource name
        Container name="" image workingDir resources={} terminationMessagePath terminationMessagePolicy imagePullPolicy stdin stdinOnce tty
        ContainerExtendedResourceRequest containerName="" resourceName="" requestName=""
        ContainerImage names=null sizeBytes
        ContainerPort name hostPort containerPort=0 protocol hostIP
        ContainerResizePolicy resourceName="" restartPolicy=""
        ContainerRestartRule action
        ContainerRestartRuleOnExitCodes operator
        ContainerStateRunning startedAt=null
        ContainerStateTerminated exitCode=0 signal reason message startedAt=null finishedAt=null containerID
        ContainerStateWaiting reason message
        ContainerStatus name="" state={} lastState={} ready=false restartCount=0 image="" imageID="" containerID
        DaemonEndpoint Port=0
        DaemonSet kind apiVersion metadata={} spec={} status={}
        DaemonSetCondition type="" status="" lastTransitionTime=null reason message
        DaemonSetSpec selector=null template={} updateStrategy={} minReadySeconds
        DaemonSetStatus currentNumberScheduled=0 numberMisscheduled=0 desiredNumberScheduled=0 numberReady=0 observedGeneration updatedNumberScheduled numberAvailable numberUnavailable
        DaemonSetUpdateStrategy type
        Deployment kind apiVersion metadata={} spec={} status={}
        DeploymentCondition type="" status="" lastUpdateTime=null lastTransitionTime=null reason message
        DeploymentSpec selector=null template={} strategy={} minReadySeconds paused
        DeploymentStatus observedGeneration replicas updatedReplicas readyReplicas availableReplicas unavailableReplicas
        DeploymentStrategy type
        DownwardAPIVolumeFile path=""
        EmptyDirVolumeSource medium
        EnvFromSource prefix
        EnvVar name="" value
        EphemeralContainer name="" image workingDir resources={} terminationMessagePath terminationMessagePolicy imagePullPolicy stdin stdinOnce tty targetContainerName
        FCVolumeSource fsType readOnly
        FileKeySelector volumeName="" path="" key=""
        FlexVolumeSource driver="" fsType readOnly
        FlockerVolumeSource datasetName datasetUUID
        GCEPersistentDiskVolumeSource pdName="" fsType partition readOnly
        GRPCAction port=0 service=null
        GitRepoVolumeSource repository="" revision directory
        GlusterfsVolumeSource endpoints="" path="" readOnly
        HTTPGetAction path port=0 host scheme
        HTTPHeader name="" value=""
        HostAlias ip=""
        HostIP ip=""
        HostPathVolumeSource path=""
        ISCSIVolumeSource targetPortal="" iqn="" lun=0 iscsiInterface fsType readOnly chapAuthDiscovery chapAuthSession
        ImageVolumeSource reference pullPolicy
        ImageVolumeStatus imageRef
        KeyToPath key="" path=""
        LabelSelectorRequirement key="" operator=""
        LinuxContainerUser uid=0 gid=0
        LoadBalancerIngress ip hostname
        LocalObjectReference name
        ManagedFieldsEntry manager operation apiVersion fieldsType subresource
        NFSVolumeSource server="" path="" readOnly
        Namespace kind apiVersion metadata={} spec={} status={}
        NamespaceCondition type="" status="" lastTransitionTime=null reason message
        NamespaceStatus phase
        Node kind apiVersion metadata={} spec={} status={}
        NodeAddress type="" address=""
        NodeAllocatableResourceClaimStatus resourceClaimName="" resources=null
        NodeCondition type="" status="" lastHeartbeatTime=null lastTransitionTime=null reason message
        NodeConfigStatus error
        NodeDaemonEndpoints kubeletEndpoint={}
        NodeRuntimeHandler name=""
        NodeSelector nodeSelectorTerms=null
        NodeSelectorRequirement key="" operator=""
        NodeSpec podCIDR providerID unschedulable externalID
        NodeStatus phase daemonEndpoints={} nodeInfo={}
        NodeSystemInfo machineID="" systemUUID="" bootID="" kernelVersion="" osImage="" containerRuntimeVersion="" kubeletVersion="" kubeProxyVersion="" operatingSystem="" architecture=""
        ObjectFieldSelector apiVersion fieldPath=""
        ObjectMeta name generateName namespace selfLink uid resourceVersion generation
        ObjectReference kind namespace name uid apiVersion resourceVersion fieldPath
        OwnerReference apiVersion="" kind="" name="" uid=""
        PersistentVolumeClaimSpec resources={} volumeName
        PersistentVolumeClaimTemplate metadata={} spec={}
        PersistentVolumeClaimVolumeSource claimName="" readOnly
        PhotonPersistentDiskVolumeSource pdID="" fsType
        Pod kind apiVersion metadata={} spec={} status={}
        PodAffinityTerm topologyKey=""
        PodCertificateProjection signerName keyType credentialBundlePath keyPath certificateChainPath
        PodCondition type="" observedGeneration status="" lastProbeTime=null lastTransitionTime=null reason message
        PodDNSConfigOption name
        PodExtendedResourceClaimStatus requestMappings=null resourceClaimName=""
        PodIP ip=""
        PodOS name=""
        PodReadinessGate conditionType=""
        PodResourceClaim name=""
        PodResourceClaimStatus name=""
        PodSchedulingGate name=""
        PodSpec containers=null restartPolicy dnsPolicy serviceAccountName serviceAccount nodeName hostNetwork hostPID hostIPC hostname subdomain schedulerName priorityClassName
        PodStatus observedGeneration phase message reason nominatedNodeName hostIP podIP qosClass resize
        PodTemplateSpec metadata={} spec={}
        PolicyRule verbs=null
        PortStatus port=0 protocol=""
        PortworxVolumeSource volumeID="" fsType readOnly
        PreferredSchedulingTerm weight=0 preference={}
        Probe initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold
        ProjectedVolumeSource sources=null
        QuobyteVolumeSource registry="" volume="" readOnly user group tenant
        RBDVolumeSource monitors=null image="" fsType pool user keyring readOnly
        ResourceClaim name="" request
        ResourceFieldSelector containerName resource="" divisor="0"
        ResourceHealth resourceID="" health
        ResourceStatus name=""
        Role kind apiVersion metadata={} rules=null
        RoleBinding kind apiVersion metadata={} roleRef={}
        RoleRef apiGroup="" kind="" name=""
        SELinuxOptions user role type level
        ScaleIOVolumeSource gateway="" system="" secretRef=null sslEnabled protectionDomain storagePool storageMode volumeName fsType readOnly
        SeccompProfile type=""
        Secret kind apiVersion metadata={} type
        SecretEnvSource name
        SecretKeySelector name key=""
        SecretProjection name
        SecretVolumeSource secretName
        Service kind apiVersion metadata={} spec={} status={}
        ServiceAccount kind apiVersion metadata={}
        ServiceAccountTokenProjection audience path=""
        ServicePort name protocol port=0 targetPort=0 nodePort
        ServiceSpec clusterIP type sessionAffinity loadBalancerIP externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses
        ServiceStatus loadBalancer={}
        SleepAction seconds=0
        StorageOSVolumeSource volumeName volumeNamespace fsType readOnly
        Subject kind="" apiGroup name="" namespace
        Sysctl name="" value=""
        TCPSocketAction port=0 host
        Taint key="" value effect=""
        Toleration key operator value effect
        TopologySpreadConstraint maxSkew=0 topologyKey="" whenUnsatisfiable=""
        TypedLocalObjectReference apiGroup=null kind="" name=""
        TypedObjectReference apiGroup=null kind="" name=""
        Volume name=""
        VolumeDevice name="" devicePath=""
        VolumeMount name="" readOnly mountPath="" subPath subPathExpr
        VolumeMountStatus name="" mountPath="" readOnly
        VsphereVirtualDiskVolumeSource volumePath="" fsType storagePolicyName storagePolicyID
        WeightedPodAffinityTerm weight=0 podAffinityTerm={}
        """;
}
