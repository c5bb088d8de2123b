<#
Objects of every type that the cmdlets return, for the tests of what becomes of them: those of real cmdlets where no cluster is needed,
made by hand elsewhere. Several of a type differ where real ones do, late in long names.
#>

function New-OutputSample {
    <# .SYNOPSIS Returns a table with an array of objects by the name of their type. #>
    [OutputType([hashtable])]
    param([Parameter(Mandatory)] [string]$Folder)

    $pki = Join-Path $Folder 'pki'
    $config = New-Item (Join-Path $Folder 'kubeadm.yaml') -Force -Value @"
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
controlPlaneEndpoint: lb.example.com:6443
certificatesDir: $pki
encryptionAlgorithm: ECDSA-P256
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
maxPods: 7
"@
    $dry = @{ IgnorePreflightError = 'all'; WarningAction = 'SilentlyContinue' }
    $samples = [ordered]@{}
    $cluster = Initialize-KubeCluster -Config $config -UploadCerts -NodeName cp1 -DryRunPath (Join-Path $Folder 'init') @dry
    $samples['Kubeadm.KubeCluster'] = $cluster
    $samples['Kubeadm.KubeJoinInfo'] = $cluster.Join, (New-JoinInfo 'bbbbbb.0123456789abcdef')
    $samples['Kubeadm.KubeNode'] = $cluster.Join | Join-KubeNode -NodeName w1 -DryRunPath (Join-Path $Folder 'join') @dry
    $samples['Kubeadm.PhaseResult'] = @($cluster.Phases) + [Kubeadm.PhaseResult]@{
        Workflow = 'Reset'; Phase = 'cleanup-node'; Status = 'Failed'; Message = 'the folder cannot be removed'
        Warnings = 'the kubelet runs', 'swap is on'
        Left     = [Kubeadm.Leftover]::new('/etc/cni/net.d', 'The network add-on made it.'), [Kubeadm.Leftover]::new('iptables', 'Its rules are not known.')
    }
    $samples['Kubeadm.PhaseDescription'] = Get-KubeadmPhase
    $samples['Kubeadm.KubeToken'] = @(New-KubeToken -GenerateOnly -Count 2) + (New-Token 'abcdef.0123456789abcdef' ([timespan]'23:30')) +
        (New-Token 'abcdeg.0123456789abcdef' ([timespan]'5.01:00')) + (New-Token 'abcdeh.0123456789abcdef' 0) + (New-Token 'abcdei.0123456789abcdef' $null)
    $samples['Kubeadm.KubeToken#PlainText'] = New-KubeToken -GenerateOnly -Count 2 -AsPlainText
    $null = New-KubeCertificate -Name ca -Config $config
    $samples['Kubeadm.KubeCertificate'] = New-KubeCertificate -Config $config
    $samples['Kubeadm.KubeConfig'] = 'ann', 'bob' | New-KubeConfig -Org devs -Config $config -OutputDirectory (Join-Path $Folder 'users')
    $samples['Kubeadm.KubeCertificateRequest'] = New-KubeCertificateRequest -Config $config -CertDir (Join-Path $Folder 'requests') -KubeconfigDir (Join-Path $Folder 'requests')
    $samples['Kubeadm.KubeCertificateUpload'] = New-Upload
    $samples['Kubeadm.PreflightCheck'] = Test-KubeNode -Config $config 3> $null
    $samples['Kubeadm.KubeadmConfigReport'] = @(
        Test-KubeadmConfig $config 3> $null
        Test-KubeadmConfig -Content "apiVersion: kubeadm.k8s.io/v1beta4`nkind: ClusterConfiguration`nnetworking:`n  podSubnet: nonsense`n  serviceSubnet: nonsense`n" 3> $null
    )
    $samples['Kubeadm.KubeadmDocument'] = New-KubeadmConfig Init, Join, Reset, Upgrade -ComponentConfig KubeletConfiguration, KubeProxyConfiguration
    $samples['Kubeadm.KubeComponentConfig'] = Get-KubeComponentConfig -Config $config
    $images = Get-KubeImage -KubernetesVersion v1.36.3
    $samples['Kubeadm.KubeImage'] = $images
    $samples['Kubeadm.KubeImage#Status'] = $images | ForEach-Object {
        $image = [Kubeadm.KubeImage]::new($_.Image)
        $image.Present, $image.Id, $image.Size, $image.Duration = $true, 'sha256:1', 12345678, [timespan]'0:00:03.5'
        $image.Digest = 'sha256:' + [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($_.Image))).ToLower()
        $image.PSObject.TypeNames.Insert(0, 'Kubeadm.KubeImage#Status')
        $image
    }
    $samples['Kubeadm.KubeadmVersion'] = Get-KubeadmVersion
    $samples['Kubeadm.PatchPreview'] = New-Patch (Join-Path $Folder 'patches') (Join-Path $Folder 'init/root/etc/kubernetes/manifests/etcd.yaml')
    $difference = [Kubeadm.FileDifference]@{ Path = '/etc/kubernetes/manifests/kube-apiserver.yaml'; AddedLines = 1; RemovedLines = 1; Text = "--- a`n+++ b`n-old`n+new`n"; Patches = '/patches/kube-apiserver.yaml'; Lines = @(
            [Kubeadm.DifferenceLine]::new('Common', 1, 1, 'spec:')
            [Kubeadm.DifferenceLine]::new('Removed', 2, $null, '  old: a line that is longer than a terminal of eighty columns is wide, and ends in an a')
            [Kubeadm.DifferenceLine]::new('Added', $null, 2, '  old: a line that is longer than a terminal of eighty columns is wide, and ends in a b')
        )
    }
    $samples['Kubeadm.FileDifference'] = $difference, [Kubeadm.FileDifference]@{ Path = '/etc/kubernetes/manifests/kube-controller-manager.yaml'; Text = ''; Lines = @() }
    $samples['Kubeadm.KubeUpgrade'] = [Kubeadm.KubeUpgrade]@{
        NodeName = 'cp1'; ClusterName = 'kubernetes'; IsControlPlane = $true; FromVersion = 'v1.35.6'; ToVersion = 'v1.36.3'
        Backups = '/etc/kubernetes/tmp/backup-1', '/etc/kubernetes/tmp/backup-2'; NextSteps = 'Upgrade the kubelet.', 'Upgrade the other nodes.'
        Phases = $cluster.Phases; Duration = [timespan]'0:01:02.3'
    }
    $samples['Kubeadm.KubeRun'] = New-Run $cluster.Phases
    $samples['Kubeadm.KubeUpgradePlan'] = New-UpgradePlan $samples['Kubeadm.KubeComponentConfig'] $samples['Kubeadm.KubeCertificate']
    Add-StateSample $samples $config $pki
    $samples['Kubeadm.KubeReport'] = @($cluster, $samples['Kubeadm.KubeUpgradePlan']) + $samples['Kubeadm.PreflightCheck'] + $samples['Kubeadm.KubeCertificate'] |
        Export-KubeReport (Join-Path $Folder 'report.html') -Title 'The control plane of a cluster' -PassThru
    $samples
}

function Add-StateSample([Collections.IDictionary]$Samples, [string]$Config, [string]$Pki) {
    <# .SYNOPSIS Adds wanted states, and how they compare. #>
    $wanted = @{ Name = 'apiserver'; CertificatesDir = $Pki; Config = $Config }
    $Samples['Kubeadm.KubeCertificateState'] = Invoke-KubeDscResource KubeCertificate Export @{ CertificatesDir = $Pki; Config = $Config }
    $Samples['Kubeadm.KubeadmConfigState'] = Invoke-KubeDscResource KubeadmConfig Get @{ Path = $Config }
    $Samples['Kubeadm.KubeNodeState'] = [Kubeadm.KubeNodeState]@{ NodeName = 'w1'; Exist = $true; Role = 'Worker'; ClusterEndpoint = 'https://192.0.2.10:6443' }
    $Samples['Kubeadm.KubeControlPlaneState'] = [Kubeadm.KubeControlPlaneState]@{
        NodeName = 'cp1'; Exist = $true; Role = 'ControlPlane'; ClusterEndpoint = 'https://192.0.2.10:6443'; KubernetesVersion = 'v1.35.6'; ClusterVersion = 'v1.36.3'
        Unfinished = 'addon/coredns', 'addon/kube-proxy'
    }
    $Samples['Kubeadm.KubeTokenState'] = 'abcdef', 'abcdeg' | ForEach-Object {
        [Kubeadm.KubeTokenState]@{
            TokenId = $_; Exist = $true; Usages = 'authentication', 'signing'; Groups = 'system:bootstrappers:kubeadm:default-node-token'
            Expires = [datetime]::UtcNow.AddHours(20); Description = "What a token is for that has a long description, and which one: $_"
        }
    }
    $Samples['Kubeadm.KubeResourceResult'] = @(
        Invoke-KubeDscResource KubeCertificate Test $wanted
        Invoke-KubeDscResource KubeCertificate WhatIf ($wanted + @{ RenewBefore = '364d' })
        [Kubeadm.KubeResourceResult]@{
            Resource = 'KubeControlPlane'; Id = 'control-plane-1.example.com'; InDesiredState = $false; Differences = 'Unfinished', 'KubernetesVersion'
            Changes = 'cp1: addon/coredns (Install CoreDNS)', 'cp1: addon/kube-proxy (Install kube-proxy)'; State = $Samples['Kubeadm.KubeControlPlaneState']
        }
    )
}

function New-Secretive([type]$Type, [object[]]$Secrets, [hashtable]$Properties) {
    <# .SYNOPSIS Makes an object that only the engine makes, as it takes secrets as text. #>
    $made = [Activator]::CreateInstance($Type, [Reflection.BindingFlags]'Instance, NonPublic', $null, $Secrets, $null)
    $Properties.GetEnumerator() | ForEach-Object { $made.($_.Key) = $_.Value }
    $made
}

function New-Token([string]$Token, $TimeLeft) {
    New-Secretive ([Kubeadm.KubeToken]) @($Token) @{
        Description = "What a token is for that has a long description, and which one: $Token"[0..75] -join ''
        Expires = $null -ne $TimeLeft ? [datetime]::UtcNow + $TimeLeft : $null; TimeLeft = $TimeLeft; Usages = 'authentication', 'signing'; Groups = 'system:bootstrappers:kubeadm:default-node-token', 'system:bootstrappers:x'
    }
}

function New-JoinInfo([string]$Token) {
    New-Secretive ([Kubeadm.KubeJoinInfo]) @([Kubeadm.JoinCommandLine]::new('192.0.2.2:6443', $Token, [string[]]@("sha256:$('a' * 64)", "sha256:$('b' * 64)")), $null) @{}
}

function New-Upload {
    New-Secretive ([Kubeadm.KubeCertificateUpload]) @('0123456789abcdef' * 4) @{
        CertificateKeyExpires = [datetime]::UtcNow.AddHours(2); Namespace = 'kube-system'; SecretName = 'kubeadm-certs'; Action = 'Create'; Kubeconfig = '/etc/kubernetes/admin.conf'
    }
}

function New-Patch([string]$Folder, [string]$Manifest) {
    $null = New-Item -ItemType Directory $Folder -Force
    Set-Content (Join-Path $Folder 'etcd0+merge.yaml') "metadata:`n  labels:`n    a: b`n"
    Set-Content (Join-Path $Folder 'etcd1+json.yaml') '[{"op": "remove", "path": "/nothing"}]'
    Test-KubePatch $Folder $Manifest
}

function New-Run($Phases) {
    $run = @{ Workflow = 'UpgradeApply'; NodeName = 'control-plane-1.example.com'; User = 'ann'; ModuleVersion = '0.1.0'; KubernetesVersion = 'v1.36.3'; ProcessId = 4711 }
    $begun = [datetime]::new(2026, 11, 30, 17, 27, 38, [DateTimeKind]::Utc)
    [Kubeadm.KubeRun](@{ RunId = '20261130T172738123Z-3f9ac2d1'; Begun = $begun; Duration = [timespan]'0:01:02.3'; Outcome = 'Succeeded'; Phases = $Phases } + $run)
    [Kubeadm.KubeRun](@{ RunId = '20261130T162738123Z-3f9ac2d2'; Begun = $begun.AddHours(-1); Outcome = 'Interrupted'; RequestedPhases = 'certs/ca', 'certs/sa' } + $run)
    [Kubeadm.KubeRun](@{ RunId = '20261130T152738123Z-3f9ac2d3'; Begun = $begun.AddHours(-2); Duration = [timespan]'0:00:07.1'; Outcome = 'Failed'; ErrorId = 'ComponentNotReady'; Message = 'kube-apiserver is not ready' } + $run)
}

function New-UpgradePlan($Configs, $Certificates) {
    [Kubeadm.KubeUpgradePlan]@{
        TargetVersion = 'v1.36.3'; ClusterVersion = 'v1.35.6'; ToolVersion = 'v1.36.3'; RequiredToolVersion = 'v1.36.3'; Description = 'stable version'; Source = 'ReleaseServer'
        IsUpgrade = $true; NextStep = 'Invoke-KubeUpgrade -Version v1.36.3'
        Components           = @('kube-apiserver', 'kube-controller-manager', 'kubelet' | ForEach-Object { [Kubeadm.KubeUpgradeComponent]@{ Name = $_; Node = 'control-plane-1.example.com'; Current = 'v1.35.6'; Target = 'v1.36.3'; IsManual = $_ -eq 'kubelet' } })
        ComponentConfigs     = $Configs
        Problems             = 'The kubelet of w1 is too old.', 'The kubelet of w2 is too old.'
        VersionFindings      = [Kubeadm.VersionFinding]::new('KubeletTooOld', $true, 'The kubelet of w1 is too old.'), [Kubeadm.VersionFinding]::new('KubeletTooOld', $true, 'The kubelet of w2 is too old.')
        Drift                = @('kube-apiserver', 'kube-scheduler' | ForEach-Object { [Kubeadm.UpgradeDrift]::new("/etc/kubernetes/manifests/$_.yaml", 'Lost') })
        NodesBehind          = [Kubeadm.NodeVersion]::new('w1', 'v1.34.1'), [Kubeadm.NodeVersion]::new('w2', 'v1.34.1')
        ExpiringCertificates = $Certificates
        UnhealthyEtcd        = [Kubeadm.EtcdEndpointHealth]::new('https://192.0.2.2:2379', $null, 'the member does not answer'), [Kubeadm.EtcdEndpointHealth]::new('https://192.0.2.3:2379', '3.6.4', 'NOSPACE')
        Warnings             = 'etcd has an argument of its own', 'kube-proxy is not there'
    }
}
